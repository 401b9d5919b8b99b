import ts from 'typescript'
import type { Method } from './accessMatrix.ts'

const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
/** The function of the access module that makes a handler ask for a permission and leave an audit event. */
const GUARD = 'guard'

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

const isGuarded = (expression: ts.Expression | undefined) =>
  expression !== undefined &&
  ts.isCallExpression(expression) &&
  expression.expression.getText() === GUARD &&
  expression.arguments[0] !== undefined &&
  ts.isStringLiteral(expression.arguments[0])

const unguardedActions = (actions: ts.Expression | undefined) => {
  if (!actions || !ts.isObjectLiteralExpression(actions)) return ['actions']
  return actions.properties
    .filter((property) => !ts.isPropertyAssignment(property) || !isGuarded(bare(property.initializer)))
    .map((property) => `actions.${property.name?.getText() ?? '…'}`)
}

/** The handlers of a `+page.server.ts` or `+server.ts` that answer without a guard: load, methods, actions. */
export const unguardedHandlers = (text: string): string[] =>
  [...exportsOf(text)].flatMap(([name, expression]) => {
    if (name === 'actions') return unguardedActions(expression)
    const answers = name === 'load' || name === 'fallback' || METHODS.includes(name)
    return answers && !isGuarded(expression) ? [name] : []
  })

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
