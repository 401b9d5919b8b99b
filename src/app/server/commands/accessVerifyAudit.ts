import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import {
  anchorFile,
  anchorKey,
  checkAudit,
  findInstallation,
  isPublicKey,
  readAnchors,
  readOwnAnchors,
  type Anchor,
  type AuditCheck
} from '#modules/access/server/index.ts'
import type { OrganisationId } from '#platform/ctx.ts'
import { DONE, MISCALLED, REFUSED, type Command, type CommandTools } from './command.ts'
import { unreadable } from './unreadable.ts'

/**
 * Looks through the audit of the association, held against the anchors of the data folder and of the named files;
 * says what is wrong and where. Exit code 1 where something is.
 */
export const accessVerifyAudit: Command = {
  name: 'access verify-audit',
  summary: 'cli_access_verify_audit',
  usage: '[--anchor FILE]… [--key PUBLIC]',
  async run(args, tools) {
    const { values } = parseArgs({
      args: [...args],
      options: { anchor: { type: 'string', multiple: true, default: [] }, key: { type: 'string' } }
    })
    const { texts, print } = tools
    if (values.key !== undefined && !isPublicKey(values.key)) {
      print(texts('audit_verify_key_form'))
      return MISCALLED
    }
    const owner = await tools.ctx('owner')
    const installation = await findInstallation(owner)
    if (!installation) {
      print(texts('cli_not_set_up'))
      return REFUSED
    }
    const anchors = await readEveryAnchor(values.anchor, installation.id, tools)
    if (!anchors) return MISCALLED
    const ctx = await tools.ctx('app_work', installation.id)
    const key = values.key ?? anchorKey(owner.serverKey).publicKey
    const check = await checkAudit(ctx, installation.id, anchors, key)
    printCheck(check, tools)
    return check.faults.length + check.anchorFaults.length === 0 ? DONE : REFUSED
  }
}

/** The installation's own anchors and those of the named files; nothing where a named file does not help. */
const readEveryAnchor = async (
  names: readonly string[],
  organisationId: OrganisationId,
  { config, callerFolder, texts, print }: CommandTools
): Promise<Anchor[][] | undefined> => {
  const own = await readOwnAnchors(anchorFile(config.dataDirectory, organisationId))
  if (own.unreadable > 0) print(texts('audit_verify_lines', { count: own.unreadable }))
  const files = [[...own.anchors]]
  for (const name of names) {
    const path = resolve(callerFolder, name)
    const problem = await unreadable(path)
    if (problem) {
      print(texts(problem, { file: name }))
      return undefined
    }
    const { anchors } = await readAnchors(path)
    if (!anchors.some(({ organisation }) => organisation === organisationId)) {
      print(texts('audit_verify_no_anchor_in', { file: name }))
      return undefined
    }
    files.push([...anchors])
  }
  return files
}

const printCheck = (check: AuditCheck, { texts, print }: CommandTools) => {
  const { entries, last, anchored, faults, anchorFaults } = check
  print(texts('audit_verify_entries', { count: entries }))
  for (const { kind, position } of anchorFaults) print(texts(`audit_verify_anchor_${kind}`, { position }))
  for (const { kind, from, to } of faults) {
    print(texts(`audit_verify_${kind}`, { from, to, same: from === to ? 'yes' : 'no' }))
  }
  if (faults.length + anchorFaults.length > 0) return print(texts('audit_verify_bad'))
  print(texts('audit_verify_good'))
  if (anchored === 0) print(texts('audit_verify_without_anchor'))
  else if (anchored < last) print(texts('audit_verify_tail', { position: anchored, count: last - anchored }))
  else print(texts('audit_verify_anchored'))
}
