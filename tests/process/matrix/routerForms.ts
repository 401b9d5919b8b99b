import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { z } from 'zod'
import { root } from '../workshop.ts'

/** A field of a form, or a name in an address, that a handler reads. */
export interface Field {
  readonly name: string
  /** What its schema says of it, as JSON Schema; absent for names of an address that no schema describes. */
  readonly format?: string | undefined
  readonly choices?: readonly string[] | undefined
  readonly required: boolean
}

interface Source {
  readonly path: string
  readonly file: ts.SourceFile
}

const sources = new Map<string, Source>()
const sourceOf = (path: string): Source => {
  const known = sources.get(path)
  if (known) return known
  const text = readFileSync(join(root, path), 'utf8')
  const source = { path, file: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) }
  sources.set(path, source)
  return source
}

/** What a name at the top of a file stands for: here, or where it was imported from. */
const meaningOf = (
  { path, file }: Source,
  name: string
): { node: ts.Node } | { from: string } | undefined => {
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement))
      for (const { name: declared, initializer } of statement.declarationList.declarations)
        if (declared.getText() === name && initializer) return { node: initializer }
    if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) return { node: statement }
    if (!ts.isImportDeclaration(statement)) continue
    const bindings = statement.importClause?.namedBindings
    const names = bindings && ts.isNamedImports(bindings) ? bindings.elements : []
    const from = (statement.moduleSpecifier as ts.StringLiteral).text
    if (names.some((each) => each.name.text === name))
      return { from: from.startsWith('.') ? join(dirname(path), from) : from }
  }
  return undefined
}

/** A part of the program that a handler is made of, and the file that it stands in. */
interface Part {
  readonly source: Source
  readonly node: ts.Node
}

/** An expression with everything it reaches in the files of the routes. */
const reachedFrom = (source: Source, node: ts.Node): Part[] => {
  const parts: Part[] = []
  const seen = new Set<ts.Node>()
  const follow = (at: Source, from: ts.Node) => {
    if (seen.has(from)) return
    seen.add(from)
    parts.push({ source: at, node: from })
    const look = (each: ts.Node) => {
      if (ts.isIdentifier(each)) followName(at, each.text)
      ts.forEachChild(each, look)
    }
    look(from)
  }
  const followName = (at: Source, name: string) => {
    const meaning = meaningOf(at, name)
    if (!meaning) return
    if ('node' in meaning) return follow(at, meaning.node)
    if (!meaning.from.startsWith('src/routes/') || !existsSync(join(root, meaning.from))) return
    const other = sourceOf(meaning.from)
    const there = meaningOf(other, name)
    if (there && 'node' in there) follow(other, there.node)
  }
  follow(source, node)
  return parts
}

const callsIn = (node: ts.Node): ts.CallExpression[] => {
  const found: ts.CallExpression[] = []
  const look = (each: ts.Node): void => {
    if (ts.isCallExpression(each)) found.push(each)
    ts.forEachChild(each, look)
  }
  look(node)
  return found
}

const handlerNode = (source: Source, handler: string): ts.Node => {
  const own = meaningOf(source, handler)
  if (own && 'node' in own) return own.node
  const actions = meaningOf(source, 'actions')
  let found: ts.Node | undefined
  const look = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === handler) found ??= node.initializer
    else if (ts.isSatisfiesExpression(node) || ts.isObjectLiteralExpression(node)) ts.forEachChild(node, look)
  }
  if (actions && 'node' in actions) look(actions.node)
  if (!found) throw new Error(`${source.path} has no handler ${handler}`)
  return found
}

const shapeOf = async (source: Source, name: string): Promise<Field[]> => {
  const meaning = meaningOf(source, name)
  if (!meaning || !('from' in meaning)) throw new Error(`${source.path}: where does ${name} come from?`)
  const place = meaning.from.startsWith('#') ? meaning.from : join(root, meaning.from)
  const schema = ((await import(place)) as Record<string, unknown>)[name]
  if (!(schema instanceof z.ZodObject)) throw new Error(`${source.path}: ${name} is no schema of a form`)
  const written = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return Object.entries(written.properties ?? {}).map(([field, said]) => {
    const { format, enum: choices } = said as { format?: string; enum?: string[] }
    return { name: field, format, choices, required: written.required?.includes(field) ?? false }
  })
}

/**
 * What a handler of a route's file reads: the fields of its form, by the schema it is read with, and the names that it
 * looks up in the address, also in the functions of the routes that it calls.
 */
export const readBy = async (
  path: string,
  handler: string
): Promise<{ readonly form: readonly Field[] | undefined; readonly query: readonly Field[] }> => {
  const source = sourceOf(path)
  let form: Field[] | undefined
  const query = new Map<string, Field>()
  for (const part of reachedFrom(source, handlerNode(source, handler)))
    for (const call of callsIn(part.node)) {
      const called = call.expression.getText()
      const [first, second] = call.arguments
      if (called === 'readForm') form = [...(form ?? []), ...(await shapeOf(part.source, second!.getText()))]
      if (called.endsWith('searchParams.get') && first && ts.isStringLiteral(first))
        query.set(first.text, { name: first.text, required: false })
      const parsed = /^(\w+Schema)\.safeParse$/.exec(called)?.[1]
      if (parsed) for (const field of await shapeOf(part.source, parsed)) query.set(field.name, field)
    }
  return { form, query: [...query.values()] }
}
