import ts from 'typescript'

/** The only way a form reaches the program: it owns size, encoding and the token against forged forms. */
const READER = 'readForm'
const BODIES = /(?:^|\.)request$/
const READINGS: readonly string[] = [
  'formData',
  'text',
  'json',
  'arrayBuffer',
  'blob',
  'bytes',
  'body',
  'clone'
]

const parse = (text: string) => ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true)

const bare = (expression: ts.Expression): ts.Expression =>
  ts.isSatisfiesExpression(expression) || ts.isAsExpression(expression)
    ? bare(expression.expression)
    : expression

/** What the names at the top of a file stand for. */
const declaredIn = (source: ts.SourceFile): Map<string, ts.Expression> =>
  new Map(
    source.statements
      .filter(ts.isVariableStatement)
      .flatMap(({ declarationList }) => [...declarationList.declarations])
      .flatMap(({ name, initializer }) => (initializer ? [[name.getText(), bare(initializer)]] : []))
  )

const firstAwait = (node: ts.Node): ts.AwaitExpression | undefined =>
  ts.isAwaitExpression(node) ? node : ts.forEachChild(node, firstAwait)

/** Whether the first that is waited for is the form, here or in a function of the same file. */
const readsFirst = (node: ts.Node, declared: ReadonlyMap<string, ts.Expression>): boolean => {
  const awaited = firstAwait(node)?.expression
  if (!awaited || !ts.isCallExpression(awaited)) return false
  const callee = awaited.expression.getText()
  if (callee === READER) return true
  const own = declared.get(callee)
  return own !== undefined && own !== node && readsFirst(own, declared)
}

/** The actions of a server file that wait for anything before they read their form by `readForm`, or never read it. */
export const actionsThatReadLate = (text: string): string[] => {
  const declared = declaredIn(parse(text))
  const actions = declared.get('actions')
  if (!actions) return []
  if (!ts.isObjectLiteralExpression(actions)) return ['actions']
  return actions.properties.flatMap((action) =>
    readsFirst(action, declared) ? [] : [action.name?.getText() ?? '…']
  )
}

/** Where a file reads the body of a request by itself. */
export const readingsByHand = (text: string): string[] => {
  const found: string[] = []
  const look = (node: ts.Node): void => {
    if (
      ts.isPropertyAccessExpression(node) &&
      READINGS.includes(node.name.text) &&
      BODIES.test(node.expression.getText())
    )
      found.push(node.getText())
    if (ts.isBindingElement(node) && READINGS.includes((node.propertyName ?? node.name).getText())) {
      const { initializer } = node.parent.parent as ts.VariableDeclaration
      if (initializer && BODIES.test(initializer.getText())) found.push(node.parent.getText())
    }
    ts.forEachChild(node, look)
  }
  look(parse(text))
  return found
}
