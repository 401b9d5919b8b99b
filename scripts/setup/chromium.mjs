import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** The headless shell is the same browser without its window, and a third faster at the same work. */
const CANDIDATES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable'
]

const found = () => [process.env.CHROMIUM, ...CANDIDATES].find((path) => path && existsSync(path))
const apt = (...args) =>
  spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  }).status === 0

/** The browser for the tests: the machine's, or one installed through apt where that is allowed. Else says what to do. */
export const ensureChromium = () => {
  const present = found()
  if (present) return present
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium for the browser tests (apt-get) …')
    const install = (name) => apt('install', '-q', '-y', '--no-install-recommends', name)
    if (apt('update', '-q') && (install('chromium-headless-shell') || install('chromium'))) return found()
  }
  console.error(
    'The browser tests need Chromium: run `apt-get install chromium` as root, or name a Chrome or Chromium in CHROMIUM.'
  )
  return undefined
}
