import type { Ctx } from '#platform/ctx.ts'

/** The time by the ctx's clock, as the database takes it. */
export const nowOf = ({ clock }: Pick<Ctx, 'clock'>): Date => new Date(clock.now().epochMilliseconds)

/** A moment some milliseconds after another. */
export const later = (moment: Date, milliseconds: number): Date => new Date(moment.getTime() + milliseconds)

/** Milliseconds. */
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
