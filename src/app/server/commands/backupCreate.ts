import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findInstallation } from '#modules/access/server/index.ts'
import { isRecipient, readRecipients } from '#platform/backup/server/recoveryKey.ts'
import type { Backup } from '../backup/createBackup.ts'
import { diskCode, takeBackup } from '../backup/takeBackup.ts'
import { DONE, MISCALLED, REFUSED, type Command, type CommandTools } from './command.ts'
import { megabytes, tellProgress } from './tellProgress.ts'

/** Takes a backup into a folder, beside the running application, and removes archives there that are past their time. */
export const backupCreate: Command = {
  name: 'backup create',
  summary: 'cli_backup_create',
  usage: '--to FOLDER [--recipient age1…]…',
  async run(args, tools) {
    const { config, texts, print, callerFolder } = tools
    const { values } = parseArgs({
      args: [...args],
      options: { to: { type: 'string' }, recipient: { type: 'string', multiple: true } }
    })
    if (!values.to) {
      print(texts('cli_miscalled', { usage: `${backupCreate.name} ${backupCreate.usage}` }))
      return MISCALLED
    }
    const recipients = values.recipient ?? (await readRecipients(config.dataDirectory))
    if (recipients.length === 0 || !recipients.every(isRecipient)) {
      print(texts(recipients.length === 0 ? 'backup_no_recipient' : 'backup_not_recipient'))
      return values.recipient ? MISCALLED : REFUSED
    }
    return takeInto(resolve(callerFolder, values.to), recipients, tools)
  }
}

const takeInto = async (
  folder: string,
  recipients: readonly string[],
  tools: CommandTools
): Promise<number> => {
  const { config, texts, print } = tools
  const ctx = await tools.ctx('owner')
  const installation = await findInstallation(ctx)
  if (!installation) {
    print(texts('cli_not_set_up'))
    return REFUSED
  }
  try {
    const { backup, removed } = await takeBackup({
      ctx,
      owner: await tools.owner(),
      installation,
      config,
      recipients,
      folder,
      progress: tellProgress(tools)
    })
    printBackup(backup, tools)
    if (removed.length > 0) print(texts('backup_pruned', { count: removed.length }))
    return DONE
  } catch (fault) {
    const code = diskCode(fault)
    if (!code) throw fault
    print(texts('backup_not_written', { folder, code }))
    return REFUSED
  }
}

const printBackup = ({ content, keys, rows }: Backup, { config, texts, print }: CommandTools) => {
  print(texts('backup_created', { rows }))
  for (const { path, bytes } of [content, keys])
    print(texts('backup_archive', { path, megabytes: megabytes(bytes) }))
  const { dataDirectory } = config
  print(
    texts('backup_apart', { key: join(dataDirectory, 'server.key'), anchors: join(dataDirectory, 'anchors') })
  )
}
