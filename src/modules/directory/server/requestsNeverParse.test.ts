import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const IMPORT = /^(?:import|export) (?!type )[^'"]*?from '(\.[^']+)'/gm

/** Every file of the module that running `path` brings in. */
const filesBehind = (path: string, found = new Set<string>()): Set<string> => {
  if (found.has(path)) return found
  found.add(path)
  const text = readFileSync(path, 'utf8')
  for (const [, target] of text.matchAll(IMPORT)) filesBehind(join(dirname(path), target!), found)
  return found
}
const behind = (door: string) => [...filesBehind(join(import.meta.dirname, door))].join('\n')

test('what pages ask reads intervals and cannot parse hours', () => {
  expect(behind('public.ts')).toContain('listOffersFor.ts')
  expect(behind('public.ts')).not.toContain('openIntervals.ts')
  expect(behind('index.ts')).toContain('openIntervals.ts')
})
