import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isPublicKey, readAnchors, type Anchor } from '#modules/access/server/index.ts'
import { ArchiveFault } from '#platform/backup/server/archiveFormat.ts'
import { readIdentities } from '#platform/backup/server/recoveryKey.ts'
import { checkRestore, type Checked, type Restorable } from '../backup/checkRestore.ts'
import { holdOwnDatabase } from '../backup/holdOwnDatabase.ts'
import { restoreBackup, type Restored } from '../backup/restoreBackup.ts'
import { takeFiles } from '../backup/restoredFiles.ts'
import { serverKeyState } from '../backup/serverKeyState.ts'
import { DONE, MISCALLED, REFUSED, type Command, type CommandTools } from './command.ts'
import { tellProgress } from './tellProgress.ts'
import { unreadable } from './unreadable.ts'

/**
 * Puts a backup into an empty data folder or database, and erases again what the ledger says was erased since. Exit
 * code 1 where it is refused, with nothing changed, and where the audit that came back is not whole.
 */
export const backupRestore: Command = {
  name: 'backup restore',
  summary: 'cli_backup_restore',
  usage:
    '--content FILE (--keys FILE | --keys-lost) --identity FILE (--ledger FILE… | --ledger-lost) [--key PUBLIC]',
  async run(args, tools) {
    const call = readCall(args)
    if (!call) {
      tools.print(tools.texts('cli_miscalled', { usage: `${backupRestore.name} ${backupRestore.usage}` }))
      return MISCALLED
    }
    const given = await readGiven(call, tools)
    if (!given) return MISCALLED
    try {
      return await restore(given, tools)
    } catch (fault) {
      if (!(fault instanceof ArchiveFault)) throw fault
      const { path, reason } = fault
      tools.print(tools.texts(`restore_archive_${reason}`, { file: path }))
      tools.print(tools.texts('restore_nothing'))
      return REFUSED
    }
  }
}

interface Call {
  readonly content: string
  readonly keys: string | undefined
  readonly identity: string
  readonly ledger: readonly string[] | undefined
  readonly key: string | undefined
}

/** What is lost has to be said: leaving something out by mistake is no way to lose it. */
const readCall = (args: readonly string[]): Call | undefined => {
  const file = { type: 'string' } as const
  const lost = { type: 'boolean', default: false } as const
  const { values } = parseArgs({
    args: [...args],
    options: {
      content: file,
      keys: file,
      identity: file,
      ledger: { ...file, multiple: true },
      key: file,
      'keys-lost': lost,
      'ledger-lost': lost
    }
  })
  const { content, keys, identity, ledger, key } = values
  const isWhole =
    (keys === undefined) === values['keys-lost'] && (ledger === undefined) === values['ledger-lost']
  return content && identity && isWhole ? { content, keys, identity, ledger, key } : undefined
}

const readGiven = async (call: Call, { texts, print, callerFolder }: CommandTools) => {
  const at = (name: string) => resolve(callerFolder, name)
  const { content, keys, identity, ledger, key } = call
  for (const name of [content, ...(keys ? [keys] : []), identity, ...(ledger ?? [])]) {
    const problem = await unreadable(at(name))
    if (!problem) continue
    print(texts(problem, { file: name }))
    return undefined
  }
  if (key !== undefined && !isPublicKey(key)) {
    print(texts('audit_verify_key_form'))
    return undefined
  }
  const identities = await readIdentities(at(identity))
  if (identities.length === 0) {
    print(texts('restore_no_identity', { file: identity }))
    return undefined
  }
  const anchors: Anchor[] | undefined = ledger && []
  for (const name of ledger ?? []) anchors!.push(...(await readAnchors(at(name))).anchors)
  return { content: at(content), keys: keys && at(keys), identities, anchors, publicKey: key }
}

const restore = async (given: Restorable, tools: CommandTools): Promise<number> => {
  const { config, texts, print } = tools
  const check = await checkRestore(given)
  if (!check.done) {
    print(texts(`restore_refused_${check.reason}`))
    print(texts('restore_nothing'))
    return REFUSED
  }
  const checked = check.value
  print(
    texts('restore_begins', {
      name: checked.content.organisation.name,
      at: momentOf(checked.content.takenAt)
    })
  )
  const hold = await holdOwnDatabase(config)
  const files = await takeFiles(config.dataDirectory)
  try {
    const { owner } = hold
    const outcome = await restoreBackup({ given, checked, owner, files, progress: tellProgress(tools) })
    if (!outcome.done) {
      print(texts('restore_refused_notEmpty'))
      return REFUSED
    }
    for (const name of await files.putInPlace()) print(texts('restore_file', { name }))
    printRestored(outcome.value, checked, tools)
    print(
      texts(`restore_server_key_${await serverKeyState(config.dataDirectory, checked.content.anchorKey)}`)
    )
    return outcome.value.audit.faults.length + outcome.value.audit.anchorFaults.length === 0 ? DONE : REFUSED
  } finally {
    await files.discard()
    await hold.release()
  }
}

const printRestored = (
  { rows, droppedKeys, erased, audit }: Restored,
  { keys, until }: Checked,
  { texts, print }: CommandTools
) => {
  print(texts('restore_rows', { rows }))
  if (!keys) print(texts('restore_without_keys'))
  if (droppedKeys > 0) print(texts('restore_dropped_keys', { count: droppedKeys }))
  if (erased === undefined) print(texts('restore_without_ledger'))
  else print(texts('restore_erased', { count: erased, at: momentOf(until!) }))
  const faults = audit.faults.length + audit.anchorFaults.length
  print(texts(faults === 0 ? 'restore_audit_whole' : 'restore_audit_bad', { count: audit.entries }))
}

/** To the minute, in Germany: 2026-11-24 02:30 */
const momentOf = (instant: string) =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO('Europe/Berlin')
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')
