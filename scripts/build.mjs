import { ensureBuilt } from './setup/build.mjs'
import { ensureInstalled, whileAlone } from './setup/install.mjs'

await whileAlone('preparing', () => ensureBuilt(ensureInstalled()))
