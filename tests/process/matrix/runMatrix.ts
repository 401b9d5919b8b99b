import { cellOf, createTargets, isStrange, plansFor, type Plan, type Targets } from './cells.ts'
import { expectedOutcome, type Cell, type Outcome } from './expectedAnswers.ts'
import { letterOf, pathOf, type Bystander } from './letterOf.ts'
import { FOREIGN_MARK, type MatrixWorld } from './matrixWorld.ts'
import type { Answer, Client, Letter } from './requests.ts'
import type { RouteHandler } from './routerHandlers.ts'
import type { Visitor } from './visitors.ts'

/** What a run of the whole matrix showed. */
export interface MatrixRun {
  readonly cells: number
  /** Of each handler, the cells in which something was done or shown. */
  readonly done: Map<string, number>
  /** Cells in which nothing was. */
  readonly refused: number
  /** Every id that was sent, and those that were to be the id of something new. */
  readonly asked: Set<string>
  readonly made: Set<string>
  /** Cells whose answer is not what the policy says. */
  readonly surprises: string[]
  /** Answers to what another organisation has that differ from those to what nobody has. */
  readonly differences: string[]
  /** Answers with something of the other organisation. */
  readonly shown: string[]
  /** Answers of 500 and above. */
  readonly faults: string[]
}

interface Run {
  readonly world: MatrixWorld
  readonly client: Client
  readonly bystander: Bystander
  readonly handlers: readonly RouteHandler[]
  /** Every how manyth question is asked. */
  readonly nth: number
}

type Noted = { -readonly [Key in keyof MatrixRun]: MatrixRun[Key] }

/** Visitors who are sent one after the other, with records of their own. */
interface Lane {
  readonly visitors: readonly Visitor[]
  readonly targets: Targets
}

/** Asks everything for every visitor: what nobody may change first, then what some may, then with every other method. */
export const runMatrix = async (
  run: Run,
  visitors: readonly Visitor[],
  lanes: number
): Promise<MatrixRun> => {
  const lists = { surprises: [], differences: [], shown: [], faults: [] }
  const noted: Noted = { cells: 0, done: new Map(), refused: 0, asked: new Set(), made: new Set(), ...lists }
  const accounts = [...Map.groupBy(visitors, ({ account, name }) => account ?? name).values()]
  const all = Array.from({ length: Math.min(lanes, accounts.length) }, (_, lane): Lane => ({
    visitors: accounts.filter((_one, n) => n % lanes === lane).flat(),
    targets: createTargets(run.world)
  }))
  const strange = await inTurn(all, async ({ targets, visitors }) => {
    const cells: Cell[][] = []
    for (const visitor of visitors) {
      await visitor.renew()
      for (const group of strangeGroups(run, visitor)) {
        const found: Cell[] = []
        for (const plan of group) found.push(await cellOf(targets, visitor, plan))
        cells.push(found)
      }
    }
    return cells
  })
  await Promise.all(
    strange.map(async (groups) => {
      for (const group of groups) await askAlike(run, noted, group)
    })
  )
  await Promise.all(
    all.map(async ({ visitors, targets }) => {
      for (const visitor of visitors) {
        await visitor.renew()
        for (const plan of plans(run, visitor).filter((each) => !isStrange(each)))
          await act(run, noted, { targets, visitor, plan })
        if (visitor.fresh) await askOtherwise(run, noted, visitor)
      }
    })
  )
  return noted
}

const inTurn = async <Item, Value>(items: readonly Item[], work: (item: Item) => Promise<Value>) => {
  const values: Value[] = []
  for (const item of items) values.push(await work(item))
  return values
}

const plans = ({ handlers, nth }: Run, visitor: Visitor) =>
  handlers
    .flatMap((handler) => plansFor(handler, visitor))
    .filter((_, n) => (n + visitor.name.length) % nth === 0)

/** The plans of one place of a handler that differ in nothing but whose record they name. */
const strangeGroups = ({ handlers, nth }: Run, visitor: Visitor): Plan[][] =>
  handlers
    .flatMap((handler) => [
      ...Map.groupBy(
        plansFor(handler, visitor).filter(isStrange),
        ({ varied }) => `${varied!.naming.place} ${varied!.naming.field}`
      ).values()
    ])
    .filter((_, n) => (n + visitor.name.length) % nth === 0)

/** How a handler is called where the matrix speaks of it. */
export const nameOfHandler = ({ route, name }: Pick<RouteHandler, 'route' | 'name'>) => `${route} ${name}`

const nameOf = ({ handler, visitor, named }: Cell) =>
  `${visitor.name}: ${handler.route} ${handler.name} (${named.map(({ naming, relation }) => `${naming.field} ${relation}`).join(', ')})`

const askAlike = async (run: Run, noted: Noted, group: readonly Cell[]) => {
  const answers: { readonly cell: Cell; readonly text: string }[] = []
  for (const cell of group) answers.push({ cell, text: textOf(cell, await ask(run, noted, cell)) })
  const relationIn = ({ named }: Cell) => named.map(({ relation }) => relation)
  const isTyped = variesInForm(group)
  const unknown = answers.find(({ cell }) => relationIn(cell).includes('unknown'))
  for (const { cell, text } of answers)
    if (unknown && text !== unknown.text && !(isTyped && relationIn(cell).includes('malformed')))
      noted.differences.push(`${nameOf(cell)}\n${firstDifference(unknown.text, text)}`)
}

/** Permissions to read what people did. */
const TELLS_OF_ACTS = /^audit\.|\.export$/

/** What is no id at all is told to whoever filled in a form, or a search; it tells nothing of any record. */
const variesInForm = (group: readonly Cell[]) =>
  group.some(({ named }) =>
    named.some(({ naming, relation }) => naming.place !== 'param' && relation === 'malformed')
  )

const firstDifference = (one: string, other: string) => {
  const at = [...one].findIndex((letter, n) => letter !== other[n])
  const from = Math.max(0, (at < 0 ? one.length : at) - 60)
  return `  unknown: ${JSON.stringify(one.slice(from, from + 160))}\n  this:    ${JSON.stringify(other.slice(from, from + 160))}`
}

interface Act {
  readonly targets: Targets
  readonly visitor: Visitor
  readonly plan: Plan
}

const act = async (run: Run, noted: Noted, { targets, visitor, plan }: Act) => {
  if (plan.handler.permission === 'sessions.end') await targets.anotherSession(visitor)
  const locked = plan.handler.permission === 'key.giveUp'
  if (locked) await visitor.lock()
  const cell = await cellOf(targets, visitor, plan)
  if (plan.handler.method !== 'POST') return void (await ask(run, noted, cell))
  const { changed } = await ask(run, noted, cell)
  if (changed) targets.forget(cell.named, visitor)
  if (!changed && !locked) return
  await visitor.renew()
}

interface Asked {
  readonly letter: Letter
  readonly answer: Answer
  readonly changed: boolean
}

/** Asks, and holds the answer against the policy. */
const ask = async (run: Run, noted: Noted, cell: Cell): Promise<Asked> => {
  const { handler, visitor, named } = cell
  const letter = letterOf(cell, run.bystander)
  const acts = handler.method === 'POST' && (handler.permission ?? handler.opening) !== undefined
  const ids = [visitor.account, ...(handler.route.endsWith('/sign-in') ? [run.bystander.id] : [])]
  const watched = [
    ...ids,
    ...named.flatMap(({ naming, target }) => [...target.watched, ...(naming.made ? [target.id] : [])])
  ]
  const look = () => run.world.fingerprint(watched.filter((id) => id !== undefined))
  const before = acts ? await look() : ''
  for (const { naming, target } of named) if (naming.made) noted.made.add(target.id)
  const answer = await run.client.send(letter)
  const changed = acts && (await look()) !== before
  note(run, noted, nameOf(cell), { letter, answer }, TELLS_OF_ACTS.test(handler.permission ?? ''))
  const outcome = outcomeOf(cell, answer, changed)
  const expected = expectedOutcome(cell)
  if (outcome === 'done')
    noted.done.set(nameOfHandler(handler), 1 + (noted.done.get(nameOfHandler(handler)) ?? 0))
  else noted.refused++
  if (expected !== 'any' && (outcome !== expected || (expected !== 'done' && changed)))
    noted.surprises.push(
      `${nameOf(cell)}: ${outcome} (${answer.status} ${answer.headers.location ?? ''}), expected ${expected}`
    )
  if (changed && letter.form?.['current']) visitor.password = letter.form['password']!
  return { letter, answer, changed }
}

const outcomeOf = ({ handler }: Cell, { status, headers }: Answer, changed: boolean): Outcome => {
  const { location = '' } = headers
  if (handler.permission && status === 303 && location.startsWith('/sign-in?back=')) return 'signIn'
  if (handler.permission && status === 303 && location.startsWith('/confirm?back=')) return 'confirm'
  if (handler.permission && status === 403) return 'forbidden'
  if (changed || status === 200) return 'done'
  return 'refused'
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Counts an answer, and looks in it for faults and for what is another organisation's. */
const note = (
  { world }: Run,
  noted: Noted,
  name: string,
  { letter, answer }: { readonly letter: Letter; readonly answer: Answer },
  ofActs = false
) => {
  noted.cells++
  if (answer.status >= 500 || answer.status === 0) noted.faults.push(`${name}: ${answer.status}`)
  const text = `${JSON.stringify(answer.headers)}\n${answer.body}`
  const sent = `${letter.path} ${JSON.stringify(letter.form ?? {})}`
  for (const [id] of sent.matchAll(UUID)) noted.asked.add(id)
  // What somebody asked for stands in the audit and in what is told of them afterwards, and a record that they made has
  // the id they made it with.
  const wasAsked = (id: string) => sent.includes(id) || noted.made.has(id) || (ofActs && noted.asked.has(id))
  const ids = (text.match(UUID) ?? []).filter((id) => world.foreignIds.has(id) && !wasAsked(id))
  if (text.includes(FOREIGN_MARK) && !sent.includes(FOREIGN_MARK)) ids.push(FOREIGN_MARK)
  if (ids.length > 0) noted.shown.push(`${name}: ${[...new Set(ids)].join(', ')}`)
}

/** A picture of a secret that is made for each answer, and the secret itself (base32). */
const NEW_SECRET = /<svg[^]*?<\/svg>|\b[A-Z2-7]{4}(?: ?[A-Z2-7]{4}){7}\b/g

/** Status, headers and body, without what was sent and without ids and secrets that are made for each answer. */
const textOf = ({ named }: Cell, { answer }: Asked): string => {
  const { date: _, 'content-length': __, 'x-sveltekit-page': ___, etag: ____, ...headers } = answer.headers
  const sent = named.map(({ target }) => target.id)
  const text = `${answer.status}\n${JSON.stringify(headers, Object.keys(headers).sort())}\n${answer.body}`
  return sent
    .reduce((rest, id) => rest.replaceAll(encodeURIComponent(id), '«id»'), text)
    .replaceAll(UUID, '«id»')
    .replaceAll(NEW_SECRET, '«secret»')
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** Every route with the methods that it does not answer: nothing is done, and nothing shown. */
const askOtherwise = async (run: Run, noted: Noted, visitor: Visitor) => {
  const routes = Map.groupBy(run.handlers, ({ route }) => route)
  let n = visitor.name.length
  for (const [route, [handler, ...others]] of routes) {
    const answered = new Set([handler!, ...others].map(({ method }) => method as string))
    for (const method of METHODS.filter((each) => !answered.has(each))) {
      if (n++ % run.nth !== 0) continue
      const letter = { method, path: pathOf(handler!, []), cookie: visitor.token() }
      const form = method === 'POST' ? { form: { csrf: visitor.csrf() } } : {}
      const answer = await run.client.send({ ...letter, ...form })
      const name = `${visitor.name}: ${method} ${route}`
      note(run, noted, name, { letter, answer })
      noted.refused++
      if (!['HEAD', 'OPTIONS'].includes(method) && answer.status < 300)
        noted.surprises.push(`${name}: ${answer.status}`)
    }
  }
}
