import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { node, root } from '../workshop.ts'

const CONFIGURATIONS = ['vite.config.ts', 'vite.program.config.ts']
const PARTS = ['src', 'data', 'messages', 'static', 'package.json', 'tsconfig.json', ...CONFIGURATIONS]
/** Where the framework writes below the installed packages. */
const WRITTEN = /^(?:\$app|\.vite|\.vite-temp|\.cache)$/

interface Patch {
  readonly path: string
  readonly from: string
  readonly to: string
}

/** Every decision of the policy, and every check of the guard but who somebody is, becomes a yes. */
const PATCHES: readonly Patch[] = [
  {
    path: 'src/modules/access/policy.ts',
    from: `  if (record?.ownerId === actor.accountId && forbidsOneself(permission, policy)) return false
  return policy[permission]!.rules.some((each) => applies(each, actor, record))`,
    to: '  return true'
  },
  {
    path: 'src/modules/access/policy.ts',
    from: `  new Set(
    policy[permission]!.rules.filter((each) => applies(each, actor, record)).flatMap(
      ({ fields }) => fields ?? []
    )
  )`,
    to: '  new Set(PERSON_FIELDS)'
  },
  {
    path: 'src/modules/access/policy.ts',
    from: '  policy[permission]!.notOneself === true',
    to: '  false'
  },
  {
    path: 'src/modules/access/server/guard.ts',
    from: '    if (!mayDo(actor, permission)) await refuseAccess(ctx, actor, permission)\n',
    to: ''
  },
  {
    path: 'src/modules/access/server/guard.ts',
    from: `    if (needsStepUp(permission) && !isFreshlyConfirmed(actor.confirmedAt, ctx.clock.now()))
      return leadTo('/confirm', event, permission)\n`,
    to: ''
  }
]

/** A text with each of its patches. Throws where the text that one replaces does not stand in it once. */
export const patched = (text: string, patches: readonly Pick<Patch, 'from' | 'to'>[]): string =>
  patches.reduce((rest, { from, to }) => {
    const parts = rest.split(from)
    if (parts.length !== 2) throw new Error(`Found ${parts.length - 1} times, not once: ${from}`)
    return parts.join(to)
  }, text)

/** Builds the product below `folder` with every guard saying yes, and answers where it lies. It exists in tests alone. */
export const makeUnguardedBuild = (folder: string): string => {
  const clone = join(folder, 'unguarded')
  const modules = join(clone, 'node_modules')
  mkdirSync(modules, { recursive: true })
  for (const part of PARTS) cpSync(join(root, part), join(clone, part), { recursive: true })
  for (const name of readdirSync(join(root, 'node_modules')))
    if (WRITTEN.test(name)) cpSync(join(root, 'node_modules', name), join(modules, name), { recursive: true })
    else symlinkSync(join(root, 'node_modules', name), join(modules, name))
  for (const [path, patches] of Map.groupBy(PATCHES, ({ path }) => path))
    writeFileSync(join(clone, path), patched(readFileSync(join(root, path), 'utf8'), patches))
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  for (const config of CONFIGURATIONS)
    execFileSync(node, [vite, 'build', '--config', config, '--logLevel', 'warn'], {
      cwd: clone,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, TZ: 'Europe/Berlin', NODE_ENV: 'production' }
    })
  return clone
}
