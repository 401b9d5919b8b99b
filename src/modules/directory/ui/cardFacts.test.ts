import { describe, expect, it } from 'vitest'
import type { LanguageDays, PaperCode, Phone } from '../model.ts'
import { cardEmail, cardPhone, languageLines, neededPapers, sentencesToSay } from './cardFacts.ts'

const phone = (number: string, kind: Phone['kind'] = 'voice'): Phone => ({ number, kind, note: null })
const reach = (phones: readonly Phone[], email: string | null = null) => ({ phones, email })

describe('cardPhone', () => {
  const centre = reach([phone('0351 1', 'fax'), phone('0351 2')])

  it('names the number of the only service, else the centre’s', () => {
    expect(cardPhone(centre, [reach([phone('0351 3')])])?.number).toBe('0351 3')
    expect(cardPhone(centre, [reach([phone('0351 3')]), reach([phone('0351 4')])])?.number).toBe('0351 2')
    expect(cardPhone(centre, [])?.number).toBe('0351 2')
  })

  it('names a service’s where the centre has none, and never a fax', () => {
    expect(cardPhone(reach([phone('1', 'fax')]), [reach([]), reach([phone('0351 5')])])?.number).toBe(
      '0351 5'
    )
    expect(cardPhone(reach([phone('1', 'fax')]), [reach([phone('2', 'fax')])])).toBeUndefined()
  })
})

it('cardEmail names the centre’s address, else a service’s', () => {
  expect(cardEmail(reach([], 'haus@a.example'), [reach([], 'dienst@a.example')])).toBe('haus@a.example')
  expect(cardEmail(reach([]), [reach([]), reach([], 'dienst@a.example')])).toBe('dienst@a.example')
  expect(cardEmail(reach([]), [reach([])])).toBeUndefined()
})

describe('languageLines', () => {
  const offer = (...languageDays: LanguageDays[]) => ({ languageDays })
  const on = (language: string, ...weekdays: number[]): LanguageDays => ({ language, weekdays })

  it('says on which days a language is spoken, those of every day first', () => {
    expect(languageLines([offer(on('ar', 2), on('de'), on('en'))], 'de')).toEqual([
      'Deutsch und Englisch',
      'Dienstag: Arabisch'
    ])
  })

  it('adds up the days of several services', () => {
    const offers = [offer(on('ar', 4), on('ru', 1)), offer(on('ar', 2), on('ru'))]
    expect(languageLines(offers, 'de')).toEqual(['Russisch', 'Dienstag und Donnerstag: Arabisch'])
  })

  it('says nothing of no service', () => expect(languageLines([], 'de')).toEqual([]))
})

describe('neededPapers', () => {
  const offer = (...papersNeeded: PaperCode[]) => ({ papersNeeded })

  it.each([
    [[offer('none')], ['Sie brauchen keine Papiere.']],
    [[offer('none'), offer('none')], ['Sie brauchen keine Papiere.']],
    [[offer('none'), offer()], []],
    [[offer('none'), offer('id')], ['Ausweis oder Pass']],
    [
      [offer('residence', 'id'), offer('id')],
      ['Ausweis oder Pass', 'Aufenthaltstitel, Duldung oder Gestattung']
    ],
    [[offer('letter')], []],
    [[offer()], []],
    [[], []]
  ])('%j: %j', (offers, said) => {
    expect(neededPapers(offers, 'de')).toEqual(said)
  })
})

describe('sentencesToSay', () => {
  it('names the reader’s language in both languages', () => {
    expect(sentencesToSay('ar', 'de')).toContain('Ich spreche Arabisch.')
    expect(sentencesToSay('ar', 'ar')).toContain('العربية')
    expect(sentencesToSay('en', 'en')).toContain('I speak English.')
  })

  it.each(['de', 'de-simple'] as const)('does not guess what a reader of %s speaks', (locale) => {
    expect(sentencesToSay(locale, locale)).toContain('Ich brauche Beratung.')
    expect(sentencesToSay(locale, locale)).not.toContain('Ich spreche')
  })
})
