import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choosePassword } from './choosePassword.ts'
import { hasLine, isCommonPassword } from './commonPasswords.ts'
import { checkPassword, countPasswordWork, storePassword } from './passwordWork.ts'
import { createAddressPressure, networkOf } from './addressPressure.ts'
import { createWorkQueue } from './workQueue.ts'

describe('common passwords', () => {
  const text = readFileSync(new URL('../../../../../data/passwords/common.txt', import.meta.url))

  test('stand in the list once each, sorted, in small letters, none shorter than 12 characters', () => {
    const lines = text.toString().split('\n').slice(0, -1)
    expect(lines).toHaveLength(43_940)
    const [first, ...rest] = lines
    rest.reduce((before, line) => {
      if (Buffer.compare(Buffer.from(before), Buffer.from(line)) >= 0) expect.fail(`${before} before ${line}`)
      return line
    }, first!)
    expect(
      lines.filter((line) => line !== line.normalize('NFKC').toLowerCase() || [...line].length < 12)
    ).toEqual([])
  })

  test('are found, every one, and nothing else is', async () => {
    const lines = text.toString().split('\n').slice(0, -1)
    expect(lines.filter((line) => !hasLine(text, Buffer.from(line)))).toEqual([])
    expect(lines.slice(0, 5_000).filter((line) => hasLine(text, Buffer.from(`${line} `)))).toEqual([])
    expect(await isCommonPassword(lines[20_000]!.toUpperCase())).toBe(true)
    expect(await isCommonPassword('vier blaue Stühle')).toBe(false)
    expect(await isCommonPassword('')).toBe(false)
    expect(await isCommonPassword(`${lines[0]!}\n${lines[1]!}`)).toBe(false)
  })

  test('are found in any list', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'b', 'ä', 'z'), minLength: 1 })
    fc.assert(
      fc.property(fc.uniqueArray(line), line, (lines, other) => {
        const sorted = lines.map((one) => Buffer.from(one)).sort(Buffer.compare)
        const bytes = Buffer.concat(sorted.flatMap((one) => [one, Buffer.of(10)]))
        expect(hasLine(bytes, Buffer.from(other))).toBe(lines.includes(other))
      })
    )
  })
})

describe('a password', () => {
  test.each([
    ['kurz', 'short'],
    ['x'.repeat(257), 'long'],
    ['PasswordPassword', 'common'],
    ['verein-beispiel', 'personal']
  ])('%s is refused: %s', async (password, reason) => {
    const before = countPasswordWork()
    expect(await choosePassword(password, ['team@verein-beispiel.example'])).toEqual({ done: false, reason })
    expect(countPasswordWork()).toBe(before)
  })

  test('is checked against what is kept of it, which differs each time', async () => {
    const [one, two] = [await storePassword('vier blaue Stühle'), await storePassword('vier blaue Stühle')]
    expect(one!.verifier.equals(two!.verifier)).toBe(false)
    const standIn = Buffer.alloc(32)
    const right = await checkPassword('vier blaue Stu\u0308hle', one, standIn, '')
    expect(right).toEqual({ wrappingKey: one!.wrappingKey })
    expect(one!.wrappingKey.equals(one!.verifier)).toBe(false)
    expect(await checkPassword('vier blaue stühle', one, standIn, '')).toBe('wrong')
    expect(await checkPassword('vier blaue Stühle', undefined, standIn, '')).toBe('wrong')
  })

  test('has the verifier and the wrapping key of format 1', async () => {
    // Fixed for good: other values would lock everybody out, of the house or of what is confided to them.
    const salt = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex')
    const verifier = Buffer.from(VERIFIER, 'hex')
    expect(
      await checkPassword('vier blaue Stühle', { salt, verifier, format: 1 }, Buffer.alloc(32), '')
    ).toEqual({ wrappingKey: Buffer.from(WRAPPING_KEY, 'hex') })
    expect(
      await checkPassword('vier blaue Stühle', { salt, verifier, format: 2 }, Buffer.alloc(32), '')
    ).toBe('wrong')
  })
})

const VERIFIER = 'ea18cef67869528142a58f5c593e6982527f50edcfcaa3f1052da3ee82815f0a'
const WRAPPING_KEY = 'd9060a6cd8d33d90ba45840d2bc53d028fb17fb893adc649c4900404814d0f34'

describe('costly work', () => {
  const gate = () => {
    const open: (() => void)[] = []
    let most = 0
    let running = 0
    const work = async () => {
      most = Math.max(most, ++running)
      await new Promise<void>((go) => open.push(go))
      running -= 1
      return 'done'
    }
    const finishAll = async () => {
      while (open.length > 0) {
        open.shift()!()
        await new Promise(setImmediate)
      }
    }
    return { work, finishAll, most: () => most }
  }

  test('runs two at once, lets 16 wait and sends the rest away', async () => {
    const queue = createWorkQueue({ atOnce: 2, waiting: 16 })
    const { work, finishAll, most } = gate()
    const all = Array.from({ length: 40 }, () => queue.run('', work))
    await finishAll()
    const answers = await Promise.all(all)
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(18)
    expect(answers.slice(18)).toEqual(Array(22).fill(undefined))
    expect(most()).toBe(2)
    expect(queue.patience).toBe(2)
  })

  test('lets nobody wait behind the many of another party', async () => {
    const queue = createWorkQueue({ atOnce: 1, waiting: 4 })
    const { work, finishAll } = gate()
    const order: string[] = []
    const run = (party: string, name: string) =>
      queue.run(party, async () => {
        order.push(name)
        return work()
      })
    const many = ['1', '2', '3', '4', '5', '6'].map((name) => run('many', name))
    const one = run('one', 'one')
    await finishAll()
    expect(await one).toBe('done')
    expect(await Promise.all(many)).toEqual(['done', 'done', 'done', 'done', undefined, undefined])
    expect(order).toEqual(['1', '2', 'one', '3', '4'])
  })

  test('goes on after work that failed', async () => {
    const queue = createWorkQueue({ atOnce: 1, waiting: 1 })
    const broken = queue.run('', () => Promise.reject(new Error('broken')))
    const next = queue.run('', () => Promise.resolve('done'))
    await expect(broken).rejects.toThrow('broken')
    expect(await next).toBe('done')
  })
})

describe('network addresses', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:207', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:0DB8:0001:0002:ffff::1', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
    ['somewhere', undefined]
  ])('%s belongs to %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })

  const now = Temporal.Instant.from('2026-09-15T09:10:00+02:00')

  test('wait a little after many wrong attempts, and not for long', () => {
    const pressure = createAddressPressure()
    const party = pressure.partyOf('2001:db8:1:2::9', now)
    expect(party).toBe(pressure.partyOf('2001:db8:1:2::a', now))
    expect(party).not.toContain('2001')
    for (let n = 0; n < 30; n++) pressure.note(party, now)
    expect(pressure.delayOf(party, now)).toBe(0)
    for (let n = 0; n < 1_000; n++) pressure.note(party, now)
    expect(pressure.delayOf(party, now)).toBe(3_000)
    expect(pressure.delayOf(pressure.partyOf('192.0.2.7', now), now)).toBe(0)
    expect(pressure.delayOf(party, now.add({ minutes: 30 }))).toBe(0)
  })

  test('mean nothing any more on the next day', () => {
    const pressure = createAddressPressure()
    const party = pressure.partyOf('192.0.2.7', now)
    expect(pressure.partyOf('192.0.2.7', now.add({ hours: 24 }))).not.toBe(party)
  })

  test('of a proxy on this machine slow nobody down', () => {
    const pressure = createAddressPressure()
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', undefined]) {
      const party = pressure.partyOf(address, now)
      for (let n = 0; n < 1_000; n++) pressure.note(party, now)
      expect(pressure.delayOf(party, now), address).toBe(0)
    }
  })
})
