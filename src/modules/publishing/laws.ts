/** Provisions that pages name, as German courts cite them. */
export const LAWS = {
  imprint: '§ 5 DDG',
  responsible: '§ 18 Abs. 2 MStV',
  information: 'Art. 13 DSGVO',
  basis: 'Art. 6 Abs. 1 Buchst. f DSGVO',
  rights: 'Art. 15, 16, 17, 18, 20, 21 DSGVO',
  complaint: 'Art. 77 DSGVO',
  accessibility: 'BfWebG (Sachsen), BITV 2.0',
  standard: 'EN 301 549, WCAG 2.2 AA',
  explanation: '§ 4 BITV 2.0'
} as const
