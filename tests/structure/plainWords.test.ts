import { describe, expect, it } from 'vitest'
import type { Catalogue } from './catalogueFaults.ts'
import { keysInOneLine, meanOfWords, plainWordsFaults, readingsOf, sentencesOf } from './plainWordsFaults.ts'
import { filesMatching, textOf } from './sourceFiles.ts'

const read = (path: string) => JSON.parse(textOf(path)) as Catalogue
const german = read('messages/public/de.json')
const plain = read('messages/public/de-simple.json')

/** Texts that are the same in everyday German, because nothing plainer says it. */
const PLAIN_ALREADY: readonly string[] = [
  'age_12to17',
  'age_18to26',
  'age_27plus',
  'age_title',
  'holiday_germanUnity',
  'papers_none',
  'place_skip',
  'situation_german',
  'situation_noPapers',
  'situation_tolerated',
  'topic_danger',
  'topic_unknown'
]

/** Names as they are written elsewhere: of a program that is credited. */
const NAMES: readonly string[] = ['opening_hours.js']

const markup = filesMatching(/^src\/.*\.svelte$/)
  .map((path) => textOf(path))
  .join('\n')
const shownInOneLine = keysInOneLine(markup)
const rules = {
  names: NAMES,
  sameAsGerman: PLAIN_ALREADY,
  inOneLine: (key: string) => shownInOneLine.has(key) || /_(title|label|description)$|_title_/.test(key)
}

describe('the texts in plain words', () => {
  it('keep the rules a program can tell', () => {
    const faults = Object.entries(plain).flatMap(([key, text]) =>
      plainWordsFaults(key, text, german[key] ?? '', rules)
    )
    expect(faults).toEqual([])
  })

  it('have at most 8 words a sentence on average', () => {
    expect(meanOfWords(Object.values(plain))).toBeLessThanOrEqual(8)
  })

  it('are let through by name only where that is needed', () => {
    expect(PLAIN_ALREADY.filter((key) => plain[key] !== german[key])).toEqual([])
    expect(NAMES.filter((name) => !Object.values(plain).some((text) => text.includes(name)))).toEqual([])
  })

  it('know their headings and labels from the markup', () => {
    expect([...shownInOneLine]).toEqual(
      expect.arrayContaining(['start_title', 'centre_hours', 'place_submit'])
    )
    expect(shownInOneLine.has('results_no_legal')).toBe(false)
  })
})

const faultsOf = (text: string, source = 'Etwas anderes. Und mehr.', key = 'k') =>
  plainWordsFaults(key, text, source, {
    names: ['Anlaufstellenname_2'],
    sameAsGerman: ['plain'],
    inOneLine: (name) => name === 'h'
  })

describe('plainWordsFaults', () => {
  it.each<[text: string, fault: string]>([
    ['Wir zeigen Ihnen heute eine gute Beratung ganz in der Nähe von Ihrem Haus.', '14 words'],
    ['Am {day} von {from} bis {to} Uhr ist die Tür für alle offen hier.', '14 words'],
    ['{n, plural, one {Eine Stelle} other {# Stellen; alle}}', 'sign ;'],
    ['Rufen Sie an (bitte bald).', 'sign ('],
    ['Anwalt/Anwältin', 'sign /'],
    ['9–12 Uhr', 'sign –'],
    ['9 - 12 Uhr', 'sign 9 - 1'],
    ['Der Knopf „Weg“', 'sign „'],
    ['10 % mehr', 'sign %'],
    ['§ 24', 'sign §'],
    ['Und dann…', 'sign …'],
    ['Zum Amt, z. B. heute.', 'abbreviation z. B.'],
    ['Zum Amt, z.B. heute.', 'abbreviation z.B.'],
    ['Amt bzw. Gericht', 'abbreviation bzw.'],
    ['Brot usw.', 'abbreviation usw.'],
    ['Tel. von uns', 'abbreviation Tel.'],
    ['Nur 5 km', 'abbreviation km'],
    ['Die MBE hilft.', 'MBE without Migrations·beratung'],
    ['Der JMD hilft.', 'JMD without'],
    ['Das würde helfen.', 'conditional würde'],
    ['Sie könnten fragen.', 'conditional könnten'],
    ['Sie sollten fragen.', 'conditional sollten'],
    ['Wir hätten Zeit.', 'conditional hätten'],
    ['Das wäre gut.', 'conditional wäre'],
    ['Er sagt, er sei krank.', 'conditional sei'],
    ['Ihre Antwort wird nicht gespeichert.', 'passive'],
    ['Der Browser wird gebeten.', 'passive'],
    ['Sie wurden eingeladen.', 'passive'],
    ['Die Daten werden verarbeitet.', 'passive'],
    ['Das Formular wird ausgefüllt, dann kopiert.', 'passive'],
    ['Beraten wird hier nicht.', 'passive'],
    ['Kapitel III', 'roman numeral III'],
    ['Das steht im SGB II.', 'roman numeral II'],
    ['Ihre Aufenthaltserlaubnis', 'long word Aufenthaltserlaubnis'],
    ['Eine Wohnungsgeberbestätigung·kopie', 'long word Wohnungsgeberbestätigung'],
    ['Wir stellen drei Fragen.', 'number in letters drei'],
    ['Niemand erfährt davon.', 'negation Niemand'],
    ['Die Berater*innen', 'sign *'],
    ['Die Berater:innen', 'gender sign r:in'],
    ['Die BeraterInnen', 'gender sign rIn'],
    ['Das ist gut. Das hilft.', 'two sentences a line'],
    ['Das ist gut\nDas hilft.', 'line without an end'],
    ['Das ist gut.\n\nDas hilft.', 'empty line'],
    ['Das ist gut. \nDas hilft.', 'empty line or space at an edge']
  ])('finds the fault in %j', (text, fault) => {
    expect(faultsOf(text).join('\n')).toContain(`k: ${fault}`)
  })

  it.each([
    'Sie brauchen heute keinen Termin.\nKommen Sie bitte einfach zu uns.',
    'Rufen Sie hier an: {centre}.\nDort suchen Menschen mit Ihnen die richtige Beratungs·stelle.',
    '{n, plural, one {Hier ist # Stelle.} other {Hier sind # Stellen.}}\nAlle sind in Sachsen.',
    'Ihr Aufenthalts·titel ist aus einem EU-Land.',
    'Der Jugend·migrations·dienst JMD hilft.\nDer JMD kostet kein Geld.',
    'MBE Migrations·beratung für Erwachsene',
    'Welche Sprache möchten Sie sprechen?',
    'Wir werden Ihnen und anderen Menschen helfen.',
    'Das wird besser.\nSie werden gesund.',
    'Die Tür ist geschlossen.\nWir haben alles geprüft.',
    'Am 1. Mai ist Feier·tag.\nDas steht in der EUPL 1.2.',
    'Seit Montag geht es.\nDie Seiten sind offen.',
    'von 9 Uhr bis 12 Uhr',
    'Ihre Post·leit·zahl hat 5 Ziffern, zum Beispiel: 01099',
    'Nehmen Sie die Karte mit.\nDie Internet·seite ist neu.',
    'jmd4you: Beratung im Internet',
    'Das heißt Anlaufstellenname_2.'
  ])('finds none in %j', (text) => {
    expect(faultsOf(text)).toEqual([])
  })

  it('wants titles, labels and texts that are no sentences in one line', () => {
    expect(faultsOf('Guten Tag.\nWas nun?', 'Hallo. Und nun?', 'h')).toEqual(['h: line break'])
    expect(faultsOf('Guten Tag. Was nun?', 'Hallo. Und nun?', 'h')).toEqual([])
    expect(faultsOf('Kurse.\nUnd mehr.', 'Kurse und mehr')).toEqual(['k: line break'])
  })

  it('wants a text of its own where there are more than three words', () => {
    expect(faultsOf('Das ist gut so.', 'Das ist gut so.')).toEqual(['k: the German text'])
    expect(faultsOf('Hilfe ist da.\nKommen Sie.', 'Hilfe ist da. Kommen Sie.')).toEqual([
      'k: the German text'
    ])
    expect(faultsOf('Hilfe ist da.', 'Hilfe ist da.')).toEqual([])
    expect(faultsOf('Das ist gut so.', 'Das ist gut so.', 'plain')).toEqual([])
  })
})

describe('sentences and words', () => {
  it('are counted as people read them', () => {
    expect(sentencesOf('Am 1. Mai ist frei.\nUnd dann? Weiter!')).toEqual([
      'Am 1. Mai ist frei.',
      'Und dann?',
      'Weiter!'
    ])
    expect(readingsOf('{n, plural, one {ein {x}} other {#}} da')).toEqual(['ein Wort da', '5 da'])
    expect(meanOfWords(['Das ist gut.\nJa.', 'Titel ohne Satz und Ende'])).toBe(2)
  })

  it('stand in one line where markup shows a heading, a label or an attribute', () => {
    const shown = "<h1>{t('a')}</h1><p>{t('b')}</p><nav aria-label={t('c')}><th scope='col'>{t('d')}</th>"
    expect([...keysInOneLine(shown)]).toEqual(['a', 'c', 'd'])
  })
})
