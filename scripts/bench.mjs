import { ensureBuilt } from './setup/build.mjs'
import { ensureInstalled, whileAlone } from './setup/install.mjs'
import { become } from './setup/run.mjs'

const [name, ...args] = process.argv.slice(2)
const node = await whileAlone('preparing', () => {
  const node = ensureInstalled()
  ensureBuilt(node)
  return node
})
become(node, [`scripts/bench/${name}.ts`, ...args])
