import ts from 'typescript'
import type { Method } from './accessMatrix.ts'

const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
/** The function of the access module that makes a handler ask for a permission. */
const GUARD = 'guard'
/** The function that marks a handler before the sign-in, with what stands in for a permission. */
const OPEN = 'open'

/** An exported name of a module with the expression it stands for; `undefined` for functions and re-exports. */
type Exports = Map<string, ts.Expression | undefined>

const isExported = (statement: ts.Statement) =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)

const exportsOf = (text: string): Exports => {
  const found: Exports = new Map()
  for (const statement of ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true).statements) {
    if (
      ts.isExportDeclaration(statement) &&
      statement.exportClause &&
      ts.isNamedExports(statement.exportClause)
    )
      for (const { name } of statement.exportClause.elements) found.set(name.text, undefined)
    if (!isExported(statement)) continue
    if (ts.isFunctionDeclaration(statement) && statement.name) found.set(statement.name.text, undefined)
    if (ts.isVariableStatement(statement))
      for (const { name, initializer } of statement.declarationList.declarations)
        found.set(name.getText(), initializer && bare(initializer))
  }
  return found
}

const bare = (expression: ts.Expression): ts.Expression =>
  ts.isSatisfiesExpression(expression) ||
  ts.isAsExpression(expression) ||
  ts.isParenthesizedExpression(expression)
    ? bare(expression.expression)
    : expression

/** What a handler is wrapped in: the function and the word it is given; `undefined` where it is bare. */
const wrapOf = (expression: ts.Expression | undefined): Wrap | undefined => {
  if (expression === undefined || !ts.isCallExpression(expression)) return undefined
  const by = expression.expression.getText()
  const word = expression.arguments[0]
  if ((by !== GUARD && by !== OPEN) || word === undefined || !ts.isStringLiteral(word)) return undefined
  return { by, word: word.text }
}

/** How a handler is wrapped: behind a permission, or before the sign-in under an opening's name. */
export interface Wrap {
  readonly by: 'guard' | 'open'
  readonly word: string
}

/** What a route answers with: `load`, a method, or an action by its name. */
export interface Handler {
  readonly name: string
  readonly wrap: Wrap | undefined
}

const actionsOf = (actions: ts.Expression | undefined): Handler[] => {
  if (!actions || !ts.isObjectLiteralExpression(actions)) return [{ name: 'actions', wrap: undefined }]
  return actions.properties.map((property) => ({
    name: property.name?.getText() ?? '…',
    wrap: ts.isPropertyAssignment(property) ? wrapOf(bare(property.initializer)) : undefined
  }))
}

/** The handlers of a server file: its load, its methods, its actions. */
export const handlersIn = (text: string): Handler[] =>
  [...exportsOf(text)].flatMap(([name, expression]) => {
    if (name === 'actions') return actionsOf(expression)
    const answers = name === 'load' || name === 'fallback' || METHODS.includes(name)
    return answers ? [{ name, wrap: wrapOf(expression) }] : []
  })

/** The handlers of a server file that answer without a guard or an opening: load, methods, actions. */
export const unguardedHandlers = (text: string): string[] =>
  handlersIn(text).flatMap(({ name, wrap }) => (wrap ? [] : [name]))

/** The methods that a route's file answers: a page GET, and POST where it has actions; an endpoint what it exports. */
export const methodsOf = (path: string, text: string): Method[] => {
  if (path.endsWith('+page.svelte')) return ['GET']
  const names = [...exportsOf(text).keys()]
  if (path.endsWith('+server.ts')) {
    return names.includes('fallback')
      ? ([...METHODS] as Method[])
      : (names.filter((name) => METHODS.includes(name)) as Method[])
  }
  return [
    ...(names.includes('load') ? ['GET' as const] : []),
    ...(names.includes('actions') ? ['POST' as const] : [])
  ]
}

/** The id the framework gives a route's folder: groups and parameters stand in it. */
export const routeIdOf = (path: string): string =>
  path.replace(/^src\/routes/, '').replace(/\/\+(page|server)[^/]*$/, '') || '/'
