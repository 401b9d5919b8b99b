import { mkdir } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { makeRecoveryKey, readRecipients, writeRecipient } from '#platform/backup/server/recoveryKey.ts'
import { DONE, REFUSED, type Command } from './command.ts'

/**
 * Makes the pair that opens and seals backups, prints the half that opens them, once, and keeps the other one in the
 * data folder. Refuses where there is one, unless told to replace it.
 */
export const backupKey: Command = {
  name: 'backup key',
  summary: 'cli_backup_key',
  usage: '[--replace]',
  async run(args, { config, texts, print }) {
    const { values } = parseArgs({
      args: [...args],
      options: { replace: { type: 'boolean', default: false } }
    })
    const known = await readRecipients(config.dataDirectory)
    if (known.length > 0 && !values.replace) {
      print(texts('backup_key_there'))
      return REFUSED
    }
    const { identity, recipient } = await makeRecoveryKey()
    await mkdir(config.dataDirectory, { recursive: true })
    await writeRecipient(config.dataDirectory, recipient)
    print(texts('backup_key_made'))
    print('')
    print(identity)
    print('')
    print(texts('backup_key_recipient', { recipient }))
    if (values.replace) print(texts('backup_key_replaced'))
    return DONE
  }
}
