import type pg from 'pg'
import { programVersion } from '#platform/config/server/programFolder.ts'
import { createClient } from '#platform/db/server/createClient.ts'
import { findPrimary } from '#platform/db/server/findPrimary.ts'
import { faultFields, type Log } from '#platform/log/server/log.ts'
import { runningName } from '#platform/system/runningName.ts'
import type { Store } from './openStore.ts'

/** An eye on the database server. */
export interface DatabaseWatch {
  connected(): boolean
  /** True while every change to what is public is heard. */
  listening(): boolean
  stop(): void
}

/** Who is told what the watch sees. */
interface DatabaseNews {
  /** Anyone changed what is public, or a change may have gone unheard. */
  changed(): void
  /** Another host is the primary now: this process holds connections to the one before. */
  moved(): void
}

const PAUSE = 500

/** Whether another of several hosts is the primary now. Throws where none is. */
const hasMoved = async ({ owner, hosts }: Store) => hosts.length > 1 && (await findPrimary(hosts)) !== owner

/**
 * Holds one quiet connection. When it breaks, the embedded server is started again; an external one is waited for.
 * Requests meanwhile fail as faults; nothing acknowledged is lost. Where another of
 * several hosts has become the primary, it says so once and watches no longer. Its name tells other processes which version runs here.
 */
export const watchDatabase = (store: Store, log: Log, { changed, moved }: DatabaseNews): DatabaseWatch => {
  const name = runningName(programVersion())
  let connected = true
  let listening = false
  let stopped = false
  let client: pg.Client | undefined
  const hold = async () => {
    while (!stopped) {
      try {
        await store.hold?.revive()
        if (!connected && (await hasMoved(store))) {
          log.error('database.moved')
          return moved()
        }
        client = createClient({
          ...store.owner,
          connectionTimeoutMillis: 5_000,
          keepAlive: true,
          application_name: name
        })
        const lost = new Promise((settle) => client?.once('end', settle).on('error', settle))
        await client.connect()
        client.on('notification', changed)
        await client.query('LISTEN public_change')
        listening = true
        changed()
        if (!connected) log.warn('database.back')
        connected = true
        await lost.finally(() => (listening = false))
      } catch (fault) {
        if (!stopped) log.error('database.unreachable', faultFields(fault))
      }
      if (stopped) return
      if (connected) log.error('database.lost')
      connected = false
      await new Promise((go) => setTimeout(go, PAUSE))
    }
  }
  void hold()
  return {
    connected: () => connected,
    listening: () => listening,
    stop() {
      stopped = true
      void client?.end().catch(() => undefined)
    }
  }
}
