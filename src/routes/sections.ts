import type { Permission } from '#modules/access/index.ts'
import type { Section } from '#ui/work/workFrame.ts'

/** The sections of the workspace, and what one has to be allowed for each. */
export const SECTIONS: readonly (Omit<Section, 'due'> & { readonly asks: Permission })[] = [
  { href: '/work', name: 'work_today', asks: 'today.view' },
  { href: '/work/tasks', name: 'work_tasks', asks: 'tasks.view' },
  { href: '/work/people', name: 'work_people', asks: 'people.view' },
  { href: '/work/teams', name: 'work_teams', asks: 'teams.view' },
  { href: '/work/mistakes', name: 'work_mistakes', asks: 'mistakes.view' },
  { href: '/work/permissions', name: 'work_permissions', asks: 'permissions.view' },
  { href: '/work/audit', name: 'work_audit', asks: 'audit.view' },
  { href: '/work/outbox', name: 'work_outbox', asks: 'outbox.view' },
  { href: '/work/system', name: 'work_system', asks: 'system.view' }
]
