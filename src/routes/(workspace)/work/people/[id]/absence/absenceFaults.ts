/** Which field of an absence a refusal is about, and what to do. */
export const ABSENCE_FAULTS = {
  order: { validUntil: 'absence_fault_order' },
  over: { validUntil: 'absence_fault_over' },
  long: { validUntil: 'absence_fault_long' },
  closed: { validFrom: 'people_fault_closed' },
  forbidden: { validFrom: 'people_form_old' },
  oneself: { validFrom: 'people_form_old' }
} as const
