import type { Access } from './accessMatrix.ts'
import { handlersIn, methodsOf, routeIdOf } from './routeFiles.ts'

/** A file of a route, with its text. */
export interface RouteFile {
  readonly path: string
  readonly text: string
}

/** What a route answers: its methods, and what each wrapped handler asks for. */
const answeredBy = (files: readonly RouteFile[]) => {
  const routes: Record<string, { methods: Set<string>; handlers: Record<string, string> }> = {}
  for (const { path, text } of files) {
    const route = (routes[routeIdOf(path)] ??= { methods: new Set(), handlers: {} })
    for (const method of methodsOf(path, text)) route.methods.add(method)
    if (path.endsWith('.svelte')) continue
    for (const { name, wrap } of handlersIn(text)) if (wrap) route.handlers[name] = wrap.word
  }
  return routes
}

const sorted = (words: Iterable<string>) => [...words].sort().join(', ')
const asked = (handlers: Readonly<Record<string, string>>) =>
  sorted(Object.entries(handlers).map(([name, word]) => `${name}: ${word}`))

/** Where the routes and the rows of the access matrix do not say the same. */
export const rowFaults = (
  files: readonly RouteFile[],
  matrix: Readonly<Record<string, Access>>
): string[] => {
  const answered = answeredBy(files)
  const without = Object.keys(matrix).filter((id) => !(id in answered))
  return [
    ...without.map((id) => `${id}: the row has no route`),
    ...Object.entries(answered).flatMap(([id, { methods, handlers }]) => {
      const row = matrix[id]
      if (!row) return [`${id}: the route has no row`]
      return [
        ...(sorted(methods) === sorted(row.methods) ? [] : [`${id}: it answers ${sorted(methods)}`]),
        ...(asked(handlers) === asked(row.handlers) ? [] : [`${id}: it asks for ${asked(handlers)}`])
      ]
    })
  ]
}
