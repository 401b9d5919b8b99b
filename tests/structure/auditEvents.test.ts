import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { auditEventKey } from '#modules/access/index.ts'
import { filesMatching, moduleNames, ROOT, textOf } from './sourceFiles.ts'

/** Written in code, an event stands behind `event:`. */
const recordedIn = (text: string) =>
  [...text.matchAll(/\bevent:\s*'([A-Za-z]+\.[A-Za-z]+\.[A-Za-z]+)'/g)].map((match) => match[1]!)

/** The events that a module's `events.ts` declares, whatever it calls the declaration. */
const declaredBy = async (module: string): Promise<string[]> => {
  const path = `src/modules/${module}/events.ts`
  if (filesMatching(/\/events\.ts$/).every((found) => found !== path)) return []
  const exports = (await import(join(ROOT, path))) as Record<string, object>
  return Object.values(exports).flatMap((declared) => Object.keys(declared))
}

const declared = new Map<string, string[]>()
for (const module of moduleNames) declared.set(module, await declaredBy(module))
const every = [...declared.values()].flat()

const codeOf = (module: string) =>
  filesMatching(new RegExp(`^src/modules/${module}/.*[.]ts$`)).filter(
    (path) => !/\.test\.ts$|\/testing\/|\/events\.ts$/.test(path)
  )
const undeclaredIn = (module: string, text: string) =>
  recordedIn(text).filter((event) => !declared.get(module)?.includes(event))

describe('events of the audit', () => {
  it('are named module.noun.verb after the module that declares them', () => {
    const misnamed = [...declared].flatMap(([module, events]) =>
      events.filter((event) => !new RegExp(`^${module}[.][a-z][A-Za-z]*[.][a-z][A-Za-z]*$`).test(event))
    )
    expect(misnamed).toEqual([])
    expect(every.length).toBeGreaterThan(0)
  })

  it('are declared by the module that records them', () => {
    const faults = moduleNames.flatMap((module) =>
      codeOf(module).flatMap((path) => undeclaredIn(module, textOf(path)).map((event) => `${path}: ${event}`))
    )
    expect(faults).toEqual([])
  })

  it('are recorded by their module', () => {
    const idle = moduleNames.flatMap((module) => {
      const code = codeOf(module).map(textOf).join('\n')
      return (declared.get(module) ?? []).filter((event) => !code.includes(`'${event}'`))
    })
    expect(idle).toEqual([])
  })

  it('have words in German and English, and no words are left over', () => {
    const keys = every.map(auditEventKey).sort()
    for (const locale of ['de', 'en']) {
      const texts = JSON.parse(textOf(`messages/work/${locale}.json`)) as Record<string, string>
      expect(
        Object.keys(texts)
          .filter((key) => key.startsWith('audit_event_'))
          .sort()
      ).toEqual(keys)
    }
  })

  it('are appended by the recorder alone', () => {
    const named = filesMatching(/^src\/.*\.(ts|svelte)$/).filter(
      (path) => !/\.test\.ts$/.test(path) && /access_audit_append/.test(textOf(path))
    )
    expect(named).toEqual(['src/modules/access/server/auditRepository.ts'])
  })
})

describe('an undeclared event', () => {
  it.each([
    ["recordEvent(tx, ctx, { event: 'access.cake.eaten' })", ['access.cake.eaten']],
    ["{\n  event:\n    'access.cake.eaten',\n}", ['access.cake.eaten']],
    ["recordView(tx, ctx, { event: 'access.audit.listed' })", []],
    ["log.info('access.cake.eaten')", []]
  ])('is found in %j', (text, events) => {
    expect(undeclaredIn('access', text)).toEqual(events)
  })
})
