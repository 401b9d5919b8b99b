import { error } from '@sveltejs/kit'

/**
 * Answers for an address below the pages of staff that is none of theirs: with 404, or with the fault of a file that
 * was asked for and could not be given.
 */
export const noSuchPage = ({ fault }: App.Locals): never => {
  if (!fault) error(404, 'no such page')
  const { status, message, ...more } = fault
  error(status, message, more)
}
