import type { Cookies } from '@sveltejs/kit'

/** The cookies of a request, with what was set. */
export const aCookieJar = () => {
  const jar = new Map<string, { value: string; options: object }>()
  const cookies = {
    get: (name: string) => jar.get(name)?.value,
    set: (name: string, value: string, options: object) => void jar.set(name, { value, options }),
    delete: (name: string) => void jar.delete(name)
  } as unknown as Cookies
  return { jar, cookies }
}
