import { ensureInstalled, whileAlone } from './setup/install.mjs'
import { become } from './setup/run.mjs'

const node = await whileAlone('preparing', () => ensureInstalled())
become(node, ['src/cli.ts', ...process.argv.slice(2)])
