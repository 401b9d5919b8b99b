import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  chownSync,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { SetupFault } from '#platform/errors/SetupFault.ts'
import { OWNER, runProgram, SETTINGS_FILE, type Cluster } from './cluster.ts'

/** Makes the cluster's files where there are none; an attempt that was cut off leaves nothing behind that counts. */
export const ensureInitialised = async (cluster: Cluster, signal?: AbortSignal): Promise<void> => {
  if (existsSync(cluster.pgdata)) return
  removeUnfinished(cluster)
  // Of its own for each attempt: the initdb of a killed process goes on writing for a while.
  const unfinished = `${cluster.pgdata}.unfinished-${randomBytes(4).toString('hex')}`
  const passwordFile = join(cluster.home, 'initial.secret')
  writeFileSync(passwordFile, `${cluster.owner.password}\n`, { mode: 0o600 })
  const { ids } = cluster.account
  if (ids) chownSync(passwordFile, ids.uid, ids.gid)
  const args = [
    ...['-D', unfinished, '-U', OWNER, '--encoding=UTF8', '--locale=C', '--data-checksums'],
    ...['--auth=scram-sha-256', `--pwfile=${passwordFile}`, ...(cluster.careless ? ['--no-sync'] : [])]
  ]
  const answer = await runProgram(cluster, 'initdb', args, signal).finally(() =>
    rmSync(passwordFile, { force: true })
  )
  signal?.throwIfAborted()
  if (answer.code !== 0) throw new SetupFault(`The database could not be made: ${lastLine(answer.said)}`)
  appendFileSync(join(unfinished, 'postgresql.conf'), `\ninclude_if_exists = '${SETTINGS_FILE}'\n`)
  renameSync(unfinished, cluster.pgdata)
  removeUnfinished(cluster)
}

const removeUnfinished = ({ home, pgdata }: Cluster) => {
  for (const name of readdirSync(home).filter((name) =>
    join(home, name).startsWith(`${pgdata}.unfinished`)
  )) {
    try {
      rmSync(join(home, name), { recursive: true, force: true, maxRetries: 3 })
    } catch {
      // Still written to by the initdb of a killed process: it is in nobody's way.
    }
  }
}

const lastLine = (said: string) => said.trim().split('\n').at(-1) ?? ''
