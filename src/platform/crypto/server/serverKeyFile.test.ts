import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openServerKey } from './serverKeyFile.ts'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'anlaufstelle-key-'))))
afterEach(() => rmSync(folder, { recursive: true }))
const path = () => join(folder, 'server.key')
const plain = Buffer.from('secret')

describe('the file of the server key', () => {
  test('is made once, for its owner alone', async () => {
    const sealed = (await openServerKey(folder)).seal('totp', 'row', plain)
    expect((await openServerKey(folder)).open('totp', 'row', sealed)).toEqual(plain)
    expect(statSync(path()).mode & 0o777).toBe(0o600)
  })

  test('is the same for twenty who start at once, and leaves nothing else behind', async () => {
    const keys = await Promise.all(Array.from({ length: 20 }, () => openServerKey(folder)))
    const sealed = keys[0]!.seal('totp', 'row', plain)
    for (const key of keys) expect(key.open('totp', 'row', sealed)).toEqual(plain)
    expect(readdirSync(folder)).toEqual(['server.key'])
  })

  test('is refused where it is no key', async () => {
    writeFileSync(path(), 'half a k', { mode: 0o600 })
    await expect(openServerKey(folder)).rejects.toThrow('is not a server key')
  })

  test('is refused where others may read it', async () => {
    await openServerKey(folder)
    chmodSync(path(), 0o640)
    await expect(openServerKey(folder)).rejects.toThrow('chmod 600')
  })
})
