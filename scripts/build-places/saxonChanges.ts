/** A change of the Saxon municipalities after the state of the BKG areas. */
export interface SaxonChange {
  since: string
  key: string
  name: string
  kind: 'town' | 'municipality'
  /** Keys of 2016 whose areas the municipality is made of. */
  from: readonly string[]
}

/**
 * Every change of municipalities in Saxony from 2 January 2016 to 1 January 2024: 426 become 418.
 * Source: keys and names in Anlage 1 of the Gemeindefinanzreformgesetzdurchführungsverordnung of 14 February 2024
 * (Saxony); numbers by year from the Statistisches Landesamt des Freistaates Sachsen, "Gebietsänderungen".
 */
export const SAXON_CHANGES: readonly SaxonChange[] = [
  { since: '2017-01-01', key: '14521460', name: 'Olbernhau', kind: 'town', from: ['14521460', '14521470'] },
  {
    since: '2017-01-01',
    key: '14523450',
    name: 'Weischlitz',
    kind: 'municipality',
    from: ['14523450', '14523350']
  },
  {
    since: '2017-01-01',
    key: '14625200',
    name: 'Großröhrsdorf',
    kind: 'town',
    from: ['14625200', '14625050']
  },
  { since: '2017-07-01', key: '14729150', name: 'Geithain', kind: 'town', from: ['14729150', '14729290'] },
  { since: '2018-01-01', key: '14729140', name: 'Frohburg', kind: 'town', from: ['14729140', '14729230'] },
  {
    since: '2019-01-01',
    key: '14521035',
    name: 'Aue-Bad Schlema',
    kind: 'town',
    from: ['14521030', '14521050']
  },
  { since: '2019-01-01', key: '14625250', name: 'Kamenz', kind: 'town', from: ['14625250', '14625540'] },
  {
    since: '2023-01-01',
    key: '14522275',
    name: 'Jahnatal',
    kind: 'municipality',
    from: ['14522450', '14522620']
  }
]

/** Names the registers write in full where the BKG areas abbreviate them (same source). */
export const SAXON_NAMES: Readonly<Record<string, string>> = {
  '14626030': 'Bernstadt a. d. Eigen',
  '14626250': 'Krauschwitz i.d. O.L.',
  '14626500': 'Schönau-Berzdorf a. d. Eigen',
  '14625560': 'Sohland a. d. Spree',
  '14628260': 'Neustadt in Sachsen'
}
