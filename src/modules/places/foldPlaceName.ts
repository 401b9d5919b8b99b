/** Letters that Unicode does not decompose but that people type without their stroke or ligature. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i'
}

/**
 * Words of a name's qualifier and the short form official registers use for them
 * ("Neustadt in Sachsen" / "Neustadt i. Sa.", "Auerbach/Vogtland" / "Auerbach/Vogtl.").
 */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  am: 'a',
  an: 'a',
  auf: 'a',
  bei: 'b',
  beim: 'b',
  der: 'd',
  dem: 'd',
  den: 'd',
  im: 'i',
  in: 'i',
  ob: 'o',
  vor: 'v',
  erzgebirge: 'erzgeb',
  vogtland: 'vogtl',
  oberlausitz: 'o l',
  ol: 'o l',
  sachsen: 'sa',
  sachsische: 'sachs',
  schweiz: 'schw'
}

function shorten(word: string, position: number): string {
  if (word === 'sankt') return 'st'
  return position === 0 ? word : (SHORT_FORMS[word] ?? word)
}

function stripMarks(text: string): string {
  const lower = text.toLowerCase().normalize('NFKD').toLowerCase().normalize('NFKD')
  return lower.replace(/[ßæœøłđı]/gu, (letter) => LETTERS[letter] ?? letter).replace(/\p{M}+/gu, '')
}

/**
 * Folds a place name so that two spellings a searcher would call the same are equal: lower case, no diacritics,
 * ß = ss, ä = ae = a (likewise ö, ü), punctuation is one blank, qualifier words are in their short form.
 * Idempotent; text in any script passes through; text without letters or digits becomes ''.
 */
export function foldPlaceName(text: string): string {
  const words = stripMarks(text)
    .replace(/([aou])e+/gu, '$1')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  return words.map(shorten).join(' ')
}

const QUALIFIER =
  /\s*(?:[/(,]|\s-\s).*$|\s(?:[abiov]\.|am|an|auf|bei|im|in|ob|unter|v\.|vor)(?:\s|\p{Lu}|d\.).*$/u

/**
 * The name without the part that tells it from its namesakes: "Freiberg am Neckar" → "Freiberg",
 * "Auerbach/Vogtl." → "Auerbach", "Frankfurt (Oder)" → "Frankfurt". Never empty for a name that is not.
 */
export function bareName(name: string): string {
  const bare = name.replace(QUALIFIER, '').trim()
  return bare === '' ? name : bare
}
