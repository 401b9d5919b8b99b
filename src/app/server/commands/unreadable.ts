import { access, constants, stat } from 'node:fs/promises'

/** Why a file cannot be read, as a key of the staff's texts; `undefined` where it can. */
export const unreadable = async (
  path: string
): Promise<'cli_file_missing' | 'cli_file_unreadable' | undefined> => {
  try {
    const found = await stat(path)
    await access(path, constants.R_OK)
    return found.isFile() ? undefined : 'cli_file_unreadable'
  } catch (fault) {
    return (fault as { code?: string }).code === 'ENOENT' ? 'cli_file_missing' : 'cli_file_unreadable'
  }
}
