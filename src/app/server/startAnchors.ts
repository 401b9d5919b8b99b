import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { findInstallation, writeAnchor } from '#modules/access/server/index.ts'
import { tryFileLock, type FileLock } from '#platform/db/server/cluster/fileLock.ts'
import { createCtx, type Surroundings } from '#platform/db/server/createCtx.ts'
import { faultFields } from '#platform/log/server/log.ts'

const PAUSE = 60 * 60_000

/** How long the last anchor may take when the application stops, in milliseconds. */
const STOP_PATIENCE = 1_000

/**
 * Signs where the audit stands at the start, every hour and when the application stops, into the folder `anchors` of
 * the data folder. Of several processes on one data folder the first does it, as long as it lives. An anchor that may
 * not be written is an error of the log: the audit has to be looked at.
 */
export const startAnchors = (
  surroundings: Surroundings,
  dataDirectory: string
): { stop(): Promise<void> } => {
  const { log } = surroundings
  let lock: FileLock | undefined
  let stopped = false
  const anchorOnce = async () => {
    try {
      const installation = await findInstallation(createCtx(surroundings, 'owner', undefined))
      if (!installation) return
      lock ??= tryFileLock(lockFile(dataDirectory), 'exclusive')
      if (!lock) return
      const ctx = createCtx(surroundings, 'app_work', installation.id)
      const outcome = await writeAnchor(ctx, installation.id, dataDirectory)
      if (!outcome.done) log.error('audit.anchor.refused', { reason: outcome.reason })
    } catch (fault) {
      if (!stopped) log.error('audit.anchor', faultFields(fault))
    }
  }
  let working = anchorOnce()
  const next = () => (working = working.then(anchorOnce))
  const timer = setInterval(() => void next(), PAUSE)
  return {
    async stop() {
      clearInterval(timer)
      await Promise.race([next(), new Promise((go) => setTimeout(go, STOP_PATIENCE).unref())])
      stopped = true
      lock?.release()
    }
  }
}

const lockFile = (dataDirectory: string) => {
  const folder = join(dataDirectory, 'anchors')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return join(folder, 'writing.lock')
}
