import { parse } from 'svelte/compiler'

interface Node {
  readonly type: string
  readonly start: number
  readonly [field: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

const hasLetters = (value: unknown) => typeof value === 'string' && /\p{L}/u.test(value)

/** Attributes that people read or hear. */
const SPOKEN = /^(alt|title|placeholder|label|content|aria-(label|description|roledescription|valuetext))$/
/** Names of `meta` elements whose content is for machines. */
const isForMachines = (element: Node) =>
  element['name'] === 'meta' &&
  (element['attributes'] as Node[]).some(
    ({ name, value }) =>
      (name === 'name' && /viewport|robots|color-scheme|theme/.test(JSON.stringify(value))) ||
      (name === 'property' && /"og:(type|image)"/.test(JSON.stringify(value)))
  )

const childrenOf = (node: Node): unknown[] =>
  Object.entries(node).flatMap(([key, value]) =>
    ['instance', 'module', 'css', 'parent', 'attributes'].includes(key)
      ? []
      : Array.isArray(value)
        ? (value as unknown[])
        : [value]
  )

/** Words in an expression that becomes text: quoted ones, also behind a condition; not those handed to a function. */
const wordsOf = (node: unknown): string[] => {
  if (!isNode(node)) return []
  switch (node.type) {
    case 'Text':
      return hasLetters(node['data']) ? [node['data'] as string] : []
    case 'Literal':
      return hasLetters(node['value']) ? [node['value'] as string] : []
    case 'TemplateLiteral':
      return (node['quasis'] as { value: { cooked: string } }[])
        .map(({ value }) => value.cooked)
        .filter(hasLetters)
    case 'ExpressionTag':
      return wordsOf(node['expression'])
    case 'ConditionalExpression':
      return [...wordsOf(node['consequent']), ...wordsOf(node['alternate'])]
    case 'LogicalExpression':
    case 'BinaryExpression':
      return [...wordsOf(node['left']), ...wordsOf(node['right'])]
    default:
      return []
  }
}

const spokenAttributes = (element: Node) =>
  isForMachines(element)
    ? []
    : ((element['attributes'] as Node[] | undefined) ?? [])
        .filter(({ type, name }) => type === 'Attribute' && SPOKEN.test(String(name)))
        .flatMap(({ value }) => (Array.isArray(value) ? value : [value]).flatMap(wordsOf))

const wordsBelow = (node: unknown): string[] => {
  if (!isNode(node)) return []
  if (node.type === 'Text' || node.type === 'ExpressionTag') return wordsOf(node)
  return [...spokenAttributes(node), ...childrenOf(node).flatMap(wordsBelow)]
}

/** Texts for people that stand in a component's markup instead of the message files. */
export const wordsInMarkup = (source: string): string[] => {
  const { fragment } = parse(source, { modern: true }) as unknown as { fragment: Node & { nodes: Node[] } }
  return fragment.nodes.flatMap(wordsBelow).map((text) => text.trim())
}
