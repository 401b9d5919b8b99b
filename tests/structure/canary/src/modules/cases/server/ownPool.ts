import pg from 'pg'
export const ownPool = pg.Pool
