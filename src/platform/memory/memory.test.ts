import { expect, test } from 'vitest'
import { createMemory } from './memory.ts'

const gate = <Value>() => Promise.withResolvers<Value>()

test('what many ask for at once is loaded once', async () => {
  const memory = createMemory(() => true)
  const { promise, resolve } = gate<string>()
  let loads = 0
  const load = () => (loads++, promise)
  const asked = Promise.all(Array.from({ length: 20 }, () => memory.recall('a', load)))
  resolve('x')
  expect(new Set(await asked)).toEqual(new Set(['x']))
  expect(await memory.recall('a', load)).toBe('x')
  expect(loads).toBe(1)
})

test('what began to load before a change is forgotten with it', async () => {
  const memory = createMemory(() => true)
  const old = gate<string>()
  const before = memory.recall('a', () => old.promise)
  memory.forget()
  const after = memory.recall('a', () => Promise.resolve('new'))
  old.resolve('old')
  expect([await before, await after]).toEqual(['old', 'new'])
  expect(await memory.recall('a', () => Promise.resolve('newer'))).toBe('new')
})

test('a failed load is tried again', async () => {
  const memory = createMemory(() => true)
  await expect(memory.recall('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  expect(await memory.recall('a', () => Promise.resolve('here'))).toBe('here')
})

test('keys are kept apart', async () => {
  const memory = createMemory(() => true)
  expect(await memory.recall('a', () => Promise.resolve(1))).toBe(1)
  expect(await memory.recall('b', () => Promise.resolve(2))).toBe(2)
})

test('nothing is remembered while changes go unheard', async () => {
  let hears = false
  const memory = createMemory(() => hears)
  expect(await memory.recall('a', () => Promise.resolve(1))).toBe(1)
  expect(await memory.recall('a', () => Promise.resolve(2))).toBe(2)
  hears = true
  expect(await memory.recall('a', () => Promise.resolve(3))).toBe(3)
  expect(await memory.recall('a', () => Promise.resolve(4))).toBe(3)
})
