import { expect, test } from 'vitest'
import { dayGroups } from './contactHours.ts'

test.each<[days: number[], expected: number[][]]>([
  [[1], [[1, 1]]],
  [
    [1, 2],
    [
      [1, 1],
      [2, 2]
    ]
  ],
  [[3, 1, 2, 2], [[1, 3]]],
  [
    [1, 2, 3, 5],
    [
      [1, 3],
      [5, 5]
    ]
  ],
  [[1, 2, 3, 4, 5, 6, 7], [[1, 7]]]
])('%j', (days, expected) => {
  expect(dayGroups({ days })).toEqual(expected)
})
