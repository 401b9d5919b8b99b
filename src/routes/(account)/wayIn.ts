/** A page of the workspace, so that nobody is led elsewhere: its path begins with a single slash and has no way out. */
const INSIDE = /^\/(?:work|sign-in\/(?:enrol|codes|passkey))(?:[/?][\w\-/?=&%.~]*)?$/

/** Where someone is led who is signed in: where they wanted to go, else to Today. */
export const backOf = ({ searchParams }: URL): string => {
  const back = searchParams.get('back') ?? ''
  return INSIDE.test(back) ? back : '/work'
}

/** Another page on the way in, with the way back and the language that were asked for. */
export const onward = (path: string, { searchParams }: Pick<URL, 'searchParams'>): string => {
  const kept = ['back', 'lang'].flatMap((name) => {
    const value = searchParams.get(name)
    return value === null ? [] : [[name, value]]
  })
  return kept.length > 0 ? `${path}?${new URLSearchParams(kept).toString()}` : path
}
