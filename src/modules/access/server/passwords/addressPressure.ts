import { createHmac, randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import { germanDay } from '#platform/clock/clock.ts'
import { isLoopback } from '#platform/config/server/config.ts'

/** How much wrong comes from where. In memory alone, by HMACs whose key is made anew each day. */
export interface AddressPressure {
  /** Whose turn it is in the queue. All who come from this machine are one party: behind a proxy that is everybody. */
  partyOf(address: string | undefined, now: Temporal.Instant): string
  /** Milliseconds to wait before the next attempt: none but after many wrong ones, and never long. */
  delayOf(party: string, now: Temporal.Instant): number
  /** Counts a wrong attempt. */
  note(party: string, now: Temporal.Instant): void
}

/** The party of those of whom no address is known. */
const EVERYBODY = ''
/** Wrong attempts of one party that cost no time; half of them are forgotten every five minutes. */
const FREE = 30
const HALF_LIFE = 5 * 60_000
const STEP = 100
const LONGEST = 3_000
const MOST_PARTIES = 10_000

/** The address as parties are told apart: IPv4, also where it is written as IPv6, and IPv6 by its /64. */
export const networkOf = (address: string): string | undefined => {
  const bare = address.replace(/%.*$/, '').toLowerCase()
  if (isIP(bare) === 4) return bare
  if (isIP(bare) !== 6) return undefined
  const [head = '', tail = ''] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::')
  const [before, after] = [head, tail].map((part) => (part === '' ? [] : part.split(':'))) as [
    string[],
    string[]
  ]
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after]
  const mapped = groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff'
  if (!mapped) return groups.slice(0, 4).join(':')
  const [high, low] = groups.slice(6).map((group) => parseInt(group, 16)) as [number, number]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** A memory of wrong attempts that is empty. */
export const createAddressPressure = (): AddressPressure => {
  let [salt, day] = [randomBytes(32), '']
  const parties = new Map<string, { level: number; at: number }>()
  const startDay = (now: Temporal.Instant) => {
    const today = germanDay(now).toString()
    if (today === day) return
    ;[salt, day] = [randomBytes(32), today]
    parties.clear()
  }
  const levelOf = (party: string, now: Temporal.Instant) => {
    const known = parties.get(party)
    const age = Math.max(0, now.epochMilliseconds - (known?.at ?? 0))
    return known ? known.level * 0.5 ** (age / HALF_LIFE) : 0
  }
  return {
    partyOf(address, now) {
      startDay(now)
      const network = address === undefined ? undefined : networkOf(address)
      if (network === undefined || isLoopback(network) || network === '0:0:0:0') return EVERYBODY
      return createHmac('sha256', salt).update(network).digest('base64')
    },
    delayOf(party, now) {
      const level = party === EVERYBODY ? 0 : levelOf(party, now)
      return Math.min(Math.max(0, level - FREE) * STEP, LONGEST)
    },
    note(party, now) {
      if (party === EVERYBODY) return
      const level = levelOf(party, now) + 1
      parties.delete(party)
      parties.set(party, { level, at: now.epochMilliseconds })
      if (parties.size > MOST_PARTIES) parties.delete(parties.keys().next().value!)
    }
  }
}
