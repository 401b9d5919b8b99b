import { isId } from '#platform/isId.ts'
import type { Permission } from './policy.ts'

/** Drafts of one colleague that are kept at most: the oldest go. */
export const MOST_DRAFTS = 5

/** In which address of a form the id of its draft stands, so that the draft goes once the form was answered. */
const NAME = 'draft'

/** Actions that ask for passwords, codes and keys, and those that change nothing: nothing of them is kept. */
const NEVER_KEPT: readonly Permission[] = [
  'factors.change',
  'password.change',
  'key.view',
  'key.makeSheet',
  'key.giveUp',
  'drafts.discard',
  'find.use'
]

/** Whether what is sent to an action may be kept as a draft. */
export const mayBeKept = (permission: Permission): boolean => !NEVER_KEPT.includes(permission)

/** Whether somebody wrote or chose something: a button alone, with ids beside it, is pressed again. */
export const hasWords = (fields: Readonly<Record<string, string>>): boolean =>
  Object.values(fields).some(isWords)

/** Whether a value was written or chosen: not empty, and no id. */
export const isWords = (value: string): boolean => value.trim() !== '' && !isId(value)

/** The address of a form, without the id of a draft that it was sent from. */
export const formPathOf = ({ pathname, search }: Pick<URL, 'pathname' | 'search'>): string => {
  const kept = search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !part.startsWith(`${NAME}=`))
  return kept.length > 0 ? `${pathname}?${kept.join('&')}` : pathname
}

/** The address to which a draft is sent. */
export const sendingPath = (path: string, id: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}${NAME}=${id}`

/** The draft that a form was sent from; nothing where it was sent from its own page. */
export const draftIn = ({ searchParams }: Pick<URL, 'searchParams'>): string | undefined => {
  const id = searchParams.get(NAME) ?? ''
  return isId(id) ? id : undefined
}
