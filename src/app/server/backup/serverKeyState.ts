import { anchorKey } from '#modules/access/server/index.ts'
import { hasServerKey, openServerKey } from '#platform/crypto/server/serverKeyFile.ts'

/**
 * Whether the server key of the installation that a backup was taken of lies in the data folder; told by the public key of
 * its anchors. Makes none where it is missing.
 */
export const serverKeyState = async (
  dataDirectory: string,
  publicKey: string
): Promise<'same' | 'other' | 'missing'> => {
  if (!(await hasServerKey(dataDirectory))) return 'missing'
  const own = anchorKey(await openServerKey(dataDirectory)).publicKey
  return own === publicKey ? 'same' : 'other'
}
