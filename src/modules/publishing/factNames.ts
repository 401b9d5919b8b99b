/** The facts of a site file by path, each with the key of the work text that names it. A path without a name of its own has its parent's. */
const FACT_NAMES = {
  demonstration: 'publishing_fact_demonstration',
  'organisation.name': 'publishing_fact_name',
  'organisation.legalForm': 'publishing_fact_legal_form',
  'organisation.address': 'publishing_fact_address',
  'organisation.representedBy': 'publishing_fact_represented_by',
  'organisation.phone': 'publishing_fact_phone',
  'organisation.email': 'publishing_fact_email',
  'organisation.website': 'publishing_fact_website',
  'organisation.register': 'publishing_fact_register',
  'organisation.vatId': 'publishing_fact_vat',
  'organisation.responsible': 'publishing_fact_responsible',
  'contact.phone': 'publishing_fact_contact_phone',
  'contact.email': 'publishing_fact_contact_email',
  'contact.hours': 'publishing_fact_contact_hours',
  'contact.languages': 'publishing_fact_contact_languages',
  'privacy.officer': 'publishing_fact_officer',
  'privacy.authority': 'publishing_fact_privacy_authority',
  'privacy.hosting.addressLogDays': 'publishing_fact_log_days',
  'privacy.hosting': 'publishing_fact_hosting',
  'accessibility.state': 'publishing_fact_state',
  'accessibility.preparedOn': 'publishing_fact_prepared_on',
  'accessibility.method': 'publishing_fact_method',
  'accessibility.barriers': 'publishing_fact_barriers',
  'accessibility.phone': 'publishing_fact_feedback_phone',
  'accessibility.email': 'publishing_fact_feedback_email',
  'accessibility.enforcement': 'publishing_fact_enforcement',
  'accessibility.monitoring': 'publishing_fact_monitoring',
  quickExit: 'publishing_fact_quick_exit',
  videos: 'publishing_fact_videos'
} as const

/** The key of the work text that names the fact at a path of the site file. */
export const factNameKey = (
  path: string
): (typeof FACT_NAMES)[keyof typeof FACT_NAMES] | 'publishing_fact_other' => {
  for (let known = path; known !== ''; known = known.slice(0, Math.max(0, known.lastIndexOf('.'))))
    if (known in FACT_NAMES) return FACT_NAMES[known as keyof typeof FACT_NAMES]
  return 'publishing_fact_other'
}
