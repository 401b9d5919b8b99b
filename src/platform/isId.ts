/** How PostgreSQL writes an id. */
export const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether a text can be the id of a record; an address or a form may hold anything. */
export const isId = (text: string): boolean => ID.test(text)
