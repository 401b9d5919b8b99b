import { randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ArchiveFault } from './archiveFormat.ts'
import { readAbout, readArchive } from './readArchive.ts'
import {
  isRecipient,
  makeRecoveryKey,
  readIdentities,
  readRecipients,
  writeRecipient,
  type RecoveryKey
} from './recoveryKey.ts'
import { writeArchive } from './writeArchive.ts'

const folder = mkdtempSync(join(tmpdir(), 'anlaufstelle-archive-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'whole.age')
const noise = randomBytes(9 * 1024 * 1024)
let key: RecoveryKey

/** In chunks as a database gives them. */
async function* chunksOf(bytes: Uint8Array) {
  for (let start = 0; start < bytes.length; start += 60_000)
    yield await Promise.resolve(bytes.subarray(start, start + 60_000))
}

beforeAll(async () => {
  key = await makeRecoveryKey()
  await writeArchive(path, [key.recipient], async ({ add, addPieces }) => {
    await add('first.json', Buffer.from('{}'))
    await addPieces('tables/noise', chunksOf(noise))
    await addPieces('tables/empty', chunksOf(Buffer.alloc(0)))
    await add('last.json', Buffer.from('[]'))
  })
})

const read = async (from: string, identities: readonly string[] = [key.identity]) =>
  Array.fromAsync(readArchive(from, identities))
const reasonOf = async (work: Promise<unknown>) => {
  const fault: unknown = await work.then(
    () => undefined,
    (fault: unknown) => fault
  )
  return fault instanceof ArchiveFault ? fault.reason : fault
}

describe('an archive', () => {
  test('gives back what was put in, in its order and in pieces', async () => {
    const entries = await read(path)
    expect(entries.map(({ name }) => name)).toEqual([
      'first.json',
      'tables/noise/000001',
      'tables/noise/000002',
      'tables/noise/000003',
      'last.json'
    ])
    expect(Buffer.concat(entries.slice(1, -1).map(({ bytes }) => bytes)).equals(noise)).toBe(true)
  })

  test('is for its owner alone, and says nothing to who reads the file', () => {
    expect(statSync(path).mode & 0o077).toBe(0)
    expect(readFileSync(path).includes('first.json')).toBe(false)
  })

  test('opens by none but the identity it is sealed to', async () => {
    const { identity } = await makeRecoveryKey()
    expect(await reasonOf(read(path, [identity]))).toBe('identity')
    expect(await read(path, [identity, key.identity])).toHaveLength(5)
  })

  test.each([0, 1, 100, 1_000, 64 * 1024 + 300, 5_000_000, -200, -1])(
    'with a bit turned at %i is damaged, not read',
    async (at) => {
      const bytes = readFileSync(path)
      bytes[at < 0 ? bytes.length + at : at]! ^= 1
      const turned = join(folder, 'turned.age')
      writeFileSync(turned, bytes)
      expect(['damaged', 'identity']).toContain(await reasonOf(read(turned)))
    }
  )

  test.each([0, 10, 500, 64 * 1024 + 200, 5_000_000, -1, -17, -70_000])(
    'cut off at %i is damaged, also where all its entries are there',
    async (at) => {
      const bytes = readFileSync(path)
      const cut = join(folder, 'cut.age')
      writeFileSync(cut, bytes.subarray(0, at < 0 ? bytes.length + at : at))
      expect(await reasonOf(read(cut))).toBe('damaged')
    }
  )

  test('with something behind its end is damaged', async () => {
    const longer = join(folder, 'longer.age')
    copyFileSync(path, longer)
    writeFileSync(longer, randomBytes(100), { flag: 'a' })
    expect(await reasonOf(read(longer))).toBe('damaged')
  })

  test('that does not begin by saying what it is, is none', async () => {
    expect(await reasonOf(readAbout(path, [key.identity]))).toBe('damaged')
  })

  test('that could not be filled is not there, and the fault is told', async () => {
    const broken = join(folder, 'broken.age')
    const filling = writeArchive(broken, [key.recipient], async ({ add }) => {
      await add('first.json', noise)
      throw new Error('the database is gone')
    })
    await expect(filling).rejects.toThrow('the database is gone')
    expect(existsSync(broken)).toBe(false)
  })

  test('replaces no file', async () => {
    await expect(writeArchive(path, [key.recipient], () => Promise.resolve())).rejects.toThrow('EEXIST')
    expect(await read(path)).toHaveLength(5)
  })
})

describe('the recovery key', () => {
  test('is read from files as the age tool writes them', async () => {
    const file = join(folder, 'identity.txt')
    writeFileSync(file, `# created: today\n# public key: ${key.recipient}\n\n${key.identity}\n`)
    expect(await readIdentities(file)).toEqual([key.identity])
    await writeRecipient(folder, key.recipient)
    expect(await readRecipients(folder)).toEqual([key.recipient])
    expect(await readRecipients(join(folder, 'none'))).toEqual([])
  })

  test.each([
    '',
    'age1',
    'AGE-SECRET-KEY-1',
    'age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq'
  ])('is not %j', (text) => expect(isRecipient(text)).toBe(false))
})
