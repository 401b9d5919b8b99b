/** What a process remembers of public data, so that it need not ask the database at every request. */
export interface Memory {
  /**
   * The value under `key`: the one remembered, else what `load` answers, asked once however many wait for it.
   * A failed load is not remembered. What began to load before a change is not handed to anyone who asks after it.
   */
  recall<Value>(key: string, load: () => Promise<Value>): Promise<Value>
  /** Everything has to be loaded anew: the data changed. */
  forget(): void
}

/** While `hears` is false changes go unheard, and nothing is remembered. */
export const createMemory = (hears: () => boolean): Memory => {
  let remembered = new Map<string, Promise<unknown>>()
  return {
    recall<Value>(key: string, load: () => Promise<Value>) {
      if (!hears()) return load()
      const known = remembered.get(key)
      if (known) return known as Promise<Value>
      const now = remembered
      const loading = load()
      now.set(key, loading)
      loading.catch(() => now.delete(key))
      return loading
    },
    forget() {
      remembered = new Map()
    }
  }
}
