import { expect, test } from 'vitest'
import { typedWords } from './typedWords.ts'

test('what was typed is shown in words, without what forms carry for themselves', () => {
  const id = '0f8fad5b-d9cb-469f-a165-70867728950e'
  const fields = {
    id,
    name: 'Mitte',
    seen: 'Nord',
    role: 'counsellor',
    words: 'Eins\nZwei',
    note: 'Drei',
    teamId: ''
  }
  expect(typedWords(fields)).toEqual([
    { name: 'name', label: 'people_name', text: 'Mitte', word: undefined },
    { name: 'role', label: 'permissions_role', text: 'counsellor', word: 'role_counsellor' },
    { name: 'words', label: 'notes_words', text: 'Eins\nZwei', word: undefined },
    { name: 'note', label: undefined, text: 'Drei', word: undefined }
  ])
})

test('what was chosen and is no choice is shown as it was sent', () => {
  expect(typedWords({ role: 'nobody', toString: 'x' })).toEqual([
    { name: 'role', label: 'permissions_role', text: 'nobody', word: undefined },
    { name: 'toString', label: undefined, text: 'x', word: undefined }
  ])
})
