const CHUNK_BYTES = 1024 * 1024

/** A text of a store, as a stretch of one of its chunks. */
export interface StoredText {
  readonly chunk: Buffer
  readonly start: number
  readonly end: number
}

/** Texts as UTF-8, many of them in one piece of memory outside the heap. Nothing is ever taken out. */
export class TextStore {
  #chunk = Buffer.alloc(0)
  #used = 0

  add(text: string): StoredText {
    const bytes = Buffer.byteLength(text)
    if (this.#used + bytes > this.#chunk.length) {
      this.#chunk = Buffer.allocUnsafeSlow(Math.max(CHUNK_BYTES, bytes))
      this.#used = 0
    }
    const start = this.#used
    this.#used += this.#chunk.write(text, start)
    return { chunk: this.#chunk, start, end: this.#used }
  }
}

/** The text as it was added. */
export const textOf = ({ chunk, start, end }: StoredText): string => chunk.toString('utf8', start, end)
