import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { giveUp, root } from './install.mjs'

/** What the build is made from. */
export const SOURCES = [
  'src',
  'messages',
  'data',
  'static',
  'vite.config.ts',
  'vite.program.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json'
]
const stamp = join(root, 'build', '.content-hash')
const vite = join(root, 'node_modules/vite/bin/vite.js')
/** The pages first: their build empties the folder. */
const CONFIGURATIONS = ['vite.config.ts', 'vite.program.config.ts']

const filesBelow = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesBelow(join(path, name)))
    : [path]

const isTest = (path) => /\.test\.ts$|\/testing\//.test(path)

/** A mark of everything the build is made from. Times do not count: a checkout or a copy keeps its build. */
const contentHash = () => {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    const path = join(root, source)
    if (!existsSync(path)) continue
    for (const file of filesBelow(path).filter((file) => !isTest(file))) {
      hash
        .update(`${relative(root, file)}\0`)
        .update(readFileSync(file))
        .update('\0')
    }
  }
  return hash.digest('hex')
}

/** Builds where the sources' content is not what the build was made from. */
export const ensureBuilt = (node) => {
  const mark = contentHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === mark) return
  console.log('Building …')
  for (const config of CONFIGURATIONS) {
    const answer = spawnSync(node, [vite, 'build', '--config', config, '--logLevel', 'warn'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, TZ: 'Europe/Berlin', NODE_ENV: 'production' }
    })
    if (answer.status !== 0) giveUp(`${answer.stdout}\n${answer.stderr}\nThe build failed: see above.`)
  }
  writeFileSync(stamp, mark)
}
