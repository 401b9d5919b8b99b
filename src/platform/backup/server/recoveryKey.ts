import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'

/** The file of the data folder that names whom backups are sealed to. */
const FILE = 'backup.recipients'

/** A pair of the age tool: what opens backups, and what seals them. */
export interface RecoveryKey {
  /** AGE-SECRET-KEY-1… */
  readonly identity: string
  /** age1… */
  readonly recipient: string
}

/** A new pair. Nothing of it is stored. */
export const makeRecoveryKey = async (): Promise<RecoveryKey> => {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** Whether backups can be sealed to it. */
export const isRecipient = (text: string): boolean => {
  try {
    new Encrypter().addRecipient(text)
    return true
  } catch {
    return false
  }
}

/** Lines that mean something, as the files of the age tool have them. */
const linesOf = (text: string) =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))

/** Whom the backups of this data folder are sealed to; empty where nobody was named yet. */
export const readRecipients = async (dataDirectory: string): Promise<readonly string[]> => {
  try {
    return linesOf(await readFile(join(dataDirectory, FILE), 'utf8'))
  } catch (fault) {
    if ((fault as { code?: string }).code === 'ENOENT') return []
    throw fault
  }
}

/** Names the one whom backups are sealed to from now on. */
export const writeRecipient = (dataDirectory: string, recipient: string): Promise<void> =>
  writeFile(join(dataDirectory, FILE), `${recipient}\n`, { mode: 0o600 })

/** The identities in a file, as `backup key` printed them; empty where there is none. */
export const readIdentities = async (path: string): Promise<readonly string[]> =>
  linesOf(await readFile(path, 'utf8')).filter((line) => /^AGE-SECRET-KEY-(PQ-)?1/.test(line))
