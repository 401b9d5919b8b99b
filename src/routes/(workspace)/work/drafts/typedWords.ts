import { isWords } from '#modules/access/index.ts'
import { isWorkMessageKey, type WorkMessageKey } from '#i18n/workTexts.ts'

/** What fields are called on their pages, and the beginning of the keys of what is chosen in them. */
const FIELDS: Readonly<Record<string, { readonly label: WorkMessageKey; readonly choices?: string }>> = {
  name: { label: 'people_name' },
  email: { label: 'account_email' },
  role: { label: 'permissions_role', choices: 'role_' },
  language: { label: 'profile_language', choices: 'work_language_' },
  words: { label: 'notes_words' },
  text: { label: 'many_text' },
  dueOn: { label: 'tasks_due' },
  link: { label: 'tasks_link' },
  theme: { label: 'profile_theme', choices: 'profile_theme_' },
  validFrom: { label: 'role_form_from' },
  validUntil: { label: 'role_form_until' }
}
/** What a form carries for itself, and nobody typed. */
const CARRIED: readonly string[] = ['seen', 'once', 'as']

/** A field of a draft, in words. */
interface TypedWords {
  readonly name: string
  /** Absent where the field has no name that is known here. */
  readonly label: WorkMessageKey | undefined
  readonly text: string
  /** The text is the key of a word. */
  readonly word: WorkMessageKey | undefined
}

/** What somebody typed, without what forms carry for themselves and without ids. */
export const typedWords = (fields: Readonly<Record<string, string>>): readonly TypedWords[] =>
  Object.entries(fields)
    .filter(([name, text]) => !CARRIED.includes(name) && isWords(text))
    .map(([name, text]) => {
      const known = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined
      const key = `${known?.choices ?? ''}${text}`
      const word = known?.choices && isWorkMessageKey(key) ? key : undefined
      return { name, label: known?.label, text, word }
    })
