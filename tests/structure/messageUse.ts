interface KeyUse {
  /** Every quoted word. */
  readonly literals: ReadonlySet<string>
  /** Quoted words with an underscore, as message keys are written. */
  readonly keyLike: ReadonlySet<string>
  /** Words handed to `t(…)`, also through a condition. */
  readonly asked: ReadonlySet<string>
}

const WORD = /(['"`])([A-Za-z][A-Za-z0-9_]*)\1/g
const wordsIn = (text: string) => [...text.matchAll(WORD)].map((match) => match[2]!)

/** The text between the parenthesis that opens at `start` and its partner. */
const insideOf = (code: string, start: number) => {
  let depth = 0
  for (let index = start; index < code.length; index++) {
    if (code[index] === '(') depth++
    if (code[index] === ')' && --depth === 0) return code.slice(start + 1, index)
  }
  return code.slice(start + 1)
}

/** The part of an argument list before the second argument. */
const firstArgument = (list: string) => {
  let depth = 0
  for (let index = 0; index < list.length; index++) {
    if ('([{'.includes(list[index]!)) depth++
    if (')]}'.includes(list[index]!)) depth--
    if (list[index] === ',' && depth === 0) return list.slice(0, index)
  }
  return list
}

const keyWords = (argument: string) => {
  const choice = argument.replace(/^[^?]*\?(?![.?])/, '')
  return wordsIn(choice)
}

/** Which words a program text quotes, and which of them it asks a text for. */
export const keysUsedIn = (code: string): KeyUse => {
  const literals = new Set(wordsIn(code))
  const calls = [...code.matchAll(/(?<![\w.])t\(/g)]
  const asked = calls.flatMap((call) => keyWords(firstArgument(insideOf(code, call.index + 1))))
  return {
    literals,
    keyLike: new Set([...literals].filter((word) => /^[a-z]+_\w+$/.test(word))),
    asked: new Set(asked)
  }
}

/** The shapes of keys that templates put together: `topic_*_hint` of `topic_${code}_hint`. */
export const shapesUsedIn = (code: string): Set<string> =>
  new Set(
    [...code.matchAll(/`((?:[A-Za-z0-9_]|\$\{[^{}]*\})+)`/g)]
      .map((match) => match[1]!.replace(/\$\{[^{}]*\}/g, '*'))
      .filter((shape) => /[*]/.test(shape) && /_/.test(shape))
  )

/** What the first star of the shape stands for in a text of that shape; the last word of one without a star. */
export const starOf = (shape: string, text: string): string[] => {
  const match = new RegExp(`^${shape.replaceAll('*', '([A-Za-z0-9*]+(?:_[A-Za-z0-9*]+)*)')}$`).exec(text)
  return match ? [match[1] ?? text.split('_').at(-1)!] : []
}
