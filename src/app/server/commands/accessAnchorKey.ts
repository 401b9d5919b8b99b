import { anchorKey } from '#modules/access/server/index.ts'
import { DONE, type Command } from './command.ts'

/** Prints the public key of the installation's anchors, to be kept outside of it. */
export const accessAnchorKey: Command = {
  name: 'access anchor-key',
  summary: 'cli_access_anchor_key',
  usage: '',
  async run(_args, { print, ctx }) {
    print(anchorKey((await ctx('owner')).serverKey).publicKey)
    return DONE
  }
}
