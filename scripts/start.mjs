import { ensureBuilt } from './setup/build.mjs'
import { ensureInstalled, whileAlone } from './setup/install.mjs'
import { applicationEnvironment, become } from './setup/run.mjs'

const dev = process.argv.includes('--dev')
const node = await whileAlone('preparing', () => {
  const node = ensureInstalled()
  if (!dev) ensureBuilt(node)
  return node
})
if (dev) become(node, ['src/main.ts', '--dev'])
else become(node, ['build/program/main.js'], applicationEnvironment)
