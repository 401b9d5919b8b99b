import { ensureBuilt } from './setup/build.mjs'
import { ensureInstalled, whileAlone } from './setup/install.mjs'
import { become } from './setup/run.mjs'

/** Runs a program of the project on the project's own Node: `node scripts/run.mjs [--built] PROGRAM [ARGUMENT …]`. */
const args = process.argv.slice(2)
const built = args[0] === '--built'
const node = await whileAlone('preparing', () => {
  const node = ensureInstalled()
  if (built) ensureBuilt(node)
  return node
})
become(node, built ? args.slice(1) : args)
