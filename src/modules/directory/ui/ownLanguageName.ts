/** "українська": what a language (BCP 47 code) calls itself; `undefined` where Unicode's data do not say. */
export const ownLanguageName = (code: string): string | undefined => {
  try {
    const names = new Intl.DisplayNames([code], { type: 'language', fallback: 'none' })
    const [asked] = Intl.getCanonicalLocales(code)
    const known = Intl.DisplayNames.supportedLocalesOf([code])
    return known.length > 0 && asked ? names.of(asked) : undefined
  } catch {
    return undefined
  }
}
