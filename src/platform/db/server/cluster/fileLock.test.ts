import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { tryFileLock, waitForFileLock } from './fileLock.ts'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'file-lock-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const holdElsewhere = async (path: string, mode: string) => {
  const program = `import { tryFileLock } from ${JSON.stringify(import.meta.resolve('./fileLock.ts'))}
    console.log(tryFileLock(${JSON.stringify(path)}, '${mode}') ? 'held' : 'taken'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program])
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, said: said.toString().trim() }
}

test('an exclusive lock keeps everybody else out until it is released', () => {
  const path = join(folder, 'lock')
  const held = tryFileLock(path, 'exclusive')
  expect(tryFileLock(path, 'exclusive')).toBeUndefined()
  expect(tryFileLock(path, 'shared')).toBeUndefined()
  held?.release()
  expect(tryFileLock(path, 'exclusive')).toBeDefined()
})

test('shared holders get along, and keep an exclusive one out', () => {
  const path = join(folder, 'lock')
  const [first, second] = [tryFileLock(path, 'shared'), tryFileLock(path, 'shared')]
  expect(tryFileLock(path, 'exclusive')).toBeUndefined()
  first?.release()
  expect(tryFileLock(path, 'exclusive')).toBeUndefined()
  second?.release()
  expect(tryFileLock(path, 'exclusive')).toBeDefined()
})

test.each(['exclusive', 'shared'])('a killed process lets go of its %s lock', async (mode) => {
  const path = join(folder, 'lock')
  const { child, said } = await holdElsewhere(path, mode)
  expect(said).toBe('held')
  expect(tryFileLock(path, 'exclusive')).toBeUndefined()
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await waitForFileLock(path, 'exclusive', 2_000)).toBeDefined()
})

test('waiting ends when the patience does', async () => {
  const path = join(folder, 'lock')
  const held = tryFileLock(path, 'exclusive')
  expect(await waitForFileLock(path, 'exclusive', 120)).toBeUndefined()
  held?.release()
})
