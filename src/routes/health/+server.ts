import { text } from '@sveltejs/kit'

/** The process runs and answers; says nothing about the database. */
export const GET = () => text('ok\n', { headers: { 'cache-control': 'no-store' } })
