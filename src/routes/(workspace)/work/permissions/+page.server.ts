import { PERMISSIONS, ROLES, whoMay } from '#modules/access/index.ts'
import { guard, listAdministrators } from '#modules/access/server/index.ts'
import type { PageServerLoad } from './$types'

export const load = guard('permissions.view', async ({ url }, { actor, ctx }) => {
  const asked = url.searchParams.get('role')
  const role = ROLES.find((each) => each === asked)
  const table = PERMISSIONS.map((permission) => ({
    permission,
    rules: whoMay(permission).filter(({ who }) => !role || who === role || who === 'everyone')
  }))
  return {
    role,
    roles: ROLES,
    table: table.filter(({ rules }) => rules.length > 0),
    ask: await listAdministrators(ctx, actor)
  }
}) satisfies PageServerLoad
