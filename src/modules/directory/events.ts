import { declareEvents } from '#modules/access/index.ts'

/** The events of this module that the audit tells of. */
export const directoryEvents = declareEvents({
  /** What visitors reported was looked through, with their words. */
  'directory.mistakes.listed': {},
  'directory.mistake.closed': { record: 'mistakeReport' }
})
