import { hash } from 'node:crypto'
import type { Coding } from './contentCoding.ts'

/** A public page as it was made. */
export interface KeptPage {
  /** Without length and encoding. */
  readonly headers: Readonly<Record<string, string>>
  /** Strong validator of the body before compression (RFC 9110 §8.8.3). */
  readonly etag: string
  /** The body in at least one content coding; in the others once they are asked for. */
  readonly encoded: Map<Coding, Buffer>
}

/** Public pages in memory, each at most until the clock's next full minute. */
export interface KeptPages {
  find(key: string): KeptPage | undefined
  /** Counts the changes so far; what was begun before a change is not kept after it. */
  readonly change: number
  /** Keeps a page that was begun when `since` changes were counted. */
  keep(key: string, page: KeptPage, since: number): void
  /** The bytes of a further coding that a kept page was sent in, which count as well. */
  grow(key: string, page: KeptPage, coding: Coding, bytes: Buffer): void
  /** Drops everything: the data changed. */
  forget(): void
  readonly bytes: number
}

const MINUTE = 60_000

interface KeptPagesOptions {
  /** Bytes. */
  readonly most: number
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** While false, changes go unheard and nothing is kept or found. */
  readonly hears: () => boolean
}

/** Keeps at most `most` bytes; the page that was not asked for longest goes first. */
export const createKeptPages = ({ most, now, hears }: KeptPagesOptions): KeptPages => {
  const pages = new Map<string, { readonly page: KeptPage; bytes: number }>()
  let [bytes, change, until] = [0, 0, 0]
  const drop = (key: string) => {
    bytes -= pages.get(key)?.bytes ?? 0
    pages.delete(key)
  }
  const clear = () => {
    pages.clear()
    bytes = 0
  }
  /** Opening hours begin and end on full minutes, so that is when every page may say something else. */
  const refresh = () => {
    if (now() < until) return
    clear()
    until = (Math.floor(now() / MINUTE) + 1) * MINUTE
  }
  const makeRoom = () => {
    for (const key of pages.keys()) {
      if (bytes <= most) return
      drop(key)
    }
  }
  return {
    get change() {
      return change
    },
    get bytes() {
      return bytes
    },
    find(key) {
      refresh()
      const kept = hears() ? pages.get(key) : undefined
      if (!kept) return undefined
      pages.delete(key)
      pages.set(key, kept)
      return kept.page
    },
    keep(key, page, since) {
      refresh()
      if (since !== change || !hears()) return
      drop(key)
      const size = sizeOf(key, page)
      pages.set(key, { page, bytes: size })
      bytes += size
      makeRoom()
    },
    grow(key, page, coding, encoded) {
      page.encoded.set(coding, encoded)
      const kept = pages.get(key)
      if (kept?.page !== page) return
      kept.bytes += encoded.length
      bytes += encoded.length
      makeRoom()
    },
    forget() {
      clear()
      change += 1
    }
  }
}

/** What a page takes up beside its bytes: its headers, key and places in the maps. */
export const OVERHEAD = 2_000

const sizeOf = (key: string, { encoded }: KeptPage) =>
  OVERHEAD + key.length + [...encoded.values()].reduce((sum, bytes) => sum + bytes.length, 0)

/** A strong validator for a body. */
export const etagOf = (body: Buffer): string => `"${hash('sha256', body, 'base64url').slice(0, 27)}"`

/** Whether an If-None-Match header names the page, compared weakly (RFC 9110 §13.1.2). */
export const isKnownTo = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  (header.trim() === '*' || header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag))
