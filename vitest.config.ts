import { availableParallelism } from 'node:os'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const shared = { environment: 'node' as const, env: { TZ: 'Europe/Berlin' } }

export default defineConfig({
  test: {
    // One core less than there are would leave half of a small machine idle.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      {
        test: {
          ...shared,
          name: 'rules',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['src/**/*.db.test.ts']
        }
      },
      {
        test: {
          ...shared,
          name: 'database',
          include: ['src/**/*.db.test.ts', 'tests/structure/*.db.test.ts'],
          globalSetup: ['src/testing/globalCluster.ts'],
          hookTimeout: 60_000,
          testTimeout: 30_000
        }
      },
      {
        plugins: [svelte({ configFile: false })],
        test: {
          ...shared,
          name: 'structure',
          include: ['tests/structure/*.test.ts'],
          exclude: ['tests/structure/*.db.test.ts'],
          testTimeout: 60_000
        }
      },
      {
        test: {
          ...shared,
          name: 'process',
          include: ['tests/process/**/*.test.ts'],
          globalSetup: ['tests/process/demonstration.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false
        }
      }
    ]
  }
})
