import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { SetupFault } from '#platform/errors/SetupFault.ts'
import { KEY_LENGTH } from './aead.ts'
import { createServerKey, type ServerKey } from './serverKey.ts'

/** The file's name in the data folder. */
const SERVER_KEY_FILE = 'server.key'

/**
 * The key of the installation, made at the first start. Several processes that start at once get the same one.
 * Refuses a file that others may read or that is not a key: a lost or changed key opens nothing that was sealed with it.
 */
export const openServerKey = async (dataDirectory: string): Promise<ServerKey> => {
  const path = join(dataDirectory, SERVER_KEY_FILE)
  const text = (await readKey(path)) ?? (await makeKey(dataDirectory, path))
  const bytes = Buffer.from(text.trim(), 'base64url')
  if (bytes.length !== KEY_LENGTH) {
    throw new SetupFault(`The file ${path} is not a server key: put the one of this installation back`)
  }
  if (process.platform !== 'win32' && ((await stat(path)).mode & 0o077) !== 0) {
    throw new SetupFault(`Others may read the server key: run chmod 600 ${path}`)
  }
  return createServerKey(bytes)
}

/** Whether the data folder has a key already, so that none would be made. */
export const hasServerKey = async (dataDirectory: string): Promise<boolean> =>
  (await readKey(join(dataDirectory, SERVER_KEY_FILE))) !== undefined

const readKey = (path: string) =>
  readFile(path, 'utf8').catch((fault: unknown) => {
    if (codeOf(fault) === 'ENOENT') return undefined
    throw new SetupFault(`The server key ${path} cannot be read (${codeOf(fault) ?? 'no reason given'})`)
  })

const codeOf = (fault: unknown) => (fault as NodeJS.ErrnoException).code

/** Written whole under another name and then linked, so that nobody ever reads half a key or overwrites one. */
const makeKey = async (folder: string, path: string): Promise<string> => {
  await mkdir(folder, { recursive: true })
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(`${randomBytes(KEY_LENGTH).toString('base64url')}\n`)
    await file.sync()
    await link(draft, path).catch((fault: unknown) => {
      if (codeOf(fault) !== 'EEXIST') throw fault
    })
  } finally {
    await file.close()
    await rm(draft, { force: true })
  }
  return readFile(path, 'utf8')
}
