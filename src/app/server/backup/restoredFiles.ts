import { access, appendFile, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileTaker } from './loadArchive.ts'

/** The files of an archive, beside the data folder's own until the database has everything. */
export interface RestoredFiles extends FileTaker {
  /** Puts them into the data folder, but for those of which there is one already; answers the names of those it put. */
  putInPlace(): Promise<readonly string[]>
  discard(): Promise<void>
}

/** Whoever knows the recipient can make an archive: nothing but a site file and its videos comes out of one. */
const ALLOWED = /^(site\.json|[A-Za-z0-9][\w-]{0,80}\.(mp4|webm))$/

/** Makes room for the files of an archive in the data folder. What an earlier attempt left there is gone. */
export const takeFiles = async (dataDirectory: string): Promise<RestoredFiles> => {
  const folder = join(dataDirectory, 'restored.part')
  const discard = () => rm(folder, { recursive: true, force: true })
  await discard()
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return {
    discard,
    async take(name, bytes) {
      if (!ALLOWED.test(name)) throw new Error('The archive holds a file that is none of an installation')
      await appendFile(join(folder, name), bytes, { mode: 0o600 })
    },
    async putInPlace() {
      const put: string[] = []
      for (const name of await readdir(folder)) {
        const target = join(dataDirectory, name)
        if (await exists(target)) continue
        await flush(join(folder, name))
        await rename(join(folder, name), target)
        put.push(name)
      }
      await discard()
      return put
    }
  }
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false
  )

const flush = async (path: string) => {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
