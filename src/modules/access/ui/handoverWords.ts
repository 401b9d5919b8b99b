import type { WorkTexts } from '#i18n/workTexts.ts'
import type { Handover } from '../handoverRules.ts'

interface HandoverWords {
  /** Empty where the role says it. */
  readonly title: string
  /** What to do. */
  readonly text: string
  /** Where it is done. */
  readonly href: string
  readonly go: string
}

/** What has to be handed over before `name` goes, in words, and where it is done. */
export const handoverWords = (item: Handover, name: string, t: WorkTexts): HandoverWords => {
  switch (item.kind) {
    case 'administration': {
      const [title, text] = [t('leave_administration'), t('leave_administration_text', { name })]
      return { title, text, href: '/work/people', go: t('leave_go_people') }
    }
    case 'teamKey': {
      const text = t(item.recoverable ? 'leave_key_halved' : 'leave_key_lost', { name })
      return { title: t('leave_key', { team: item.team.name }), text, ...toTeams(t) }
    }
    case 'recovery': {
      const text = t('leave_recovery_text', { left: item.left })
      return { title: t('leave_recovery'), text, href: '/work/recovery', go: t('leave_go_recovery') }
    }
    case 'duty': {
      const [team, duty] = [item.team.name, t(`teams_duty_${item.duty}`)]
      return { title: t('leave_duty', { team }), text: t('leave_duty_text', { team, duty }), ...toTeams(t) }
    }
    case 'role':
      return { title: '', text: t('leave_role_text'), ...toPeople(item.role.teamId, t) }
    case 'deputy': {
      const { deputyFor = '', deputyForName = '' } = item.role
      const [href, go] = [`/work/people/${deputyFor}`, t('leave_go_person', { name: deputyForName })]
      return { title: '', text: t('leave_deputy_text'), href, go }
    }
    case 'invitations': {
      const [title, text] = [
        t('leave_invitations', { count: item.count }),
        t('leave_invitations_text', { name })
      ]
      return { title, text, href: '/work/people#invited', go: t('leave_go_invitations') }
    }
  }
}

const toTeams = (t: WorkTexts) => ({ href: '/work/teams', go: t('leave_go_teams') })

const toPeople = (teamId: string | undefined, t: WorkTexts) => ({
  href: teamId ? `/work/people?team=${teamId}` : '/work/people',
  go: t('leave_go_people')
})
