import { describe, expect, it } from 'vitest'
import { answersOf, answersSchema } from './answersForm.ts'

const read = (fields: Record<string, string>) => answersOf(answersSchema.parse(fields))

describe('the answers that are posted along', () => {
  it('are age and situation', () => {
    expect(read({ age: '18to26', situation: 'asylum' })).toEqual({ age: '18to26', situation: 'asylum' })
  })

  it('leave out what makes no sense', () => {
    expect(read({ age: '199', situation: 'eu' })).toEqual({ situation: 'eu' })
  })

  it('forget the answer that is skipped, and only that', () => {
    expect(read({ age: '27plus', situation: 'eu', skip: 'age' })).toEqual({ situation: 'eu' })
    expect(read({ age: '27plus', situation: 'eu', skip: 'situation' })).toEqual({ age: '27plus' })
  })

  it('are also the wishes that betray a situation, and forget them together or one by one', () => {
    const both = { papers: '1', anonymous: '1' }
    expect(read(both)).toEqual(both)
    expect(read({ ...both, skip: 'papers' })).toEqual({ anonymous: '1' })
    expect(read({ ...both, age: '27plus', skip: 'wishes' })).toEqual({ age: '27plus' })
    expect(read({ papers: 'true' })).toEqual({})
  })
})
