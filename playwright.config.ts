import { defineConfig } from '@playwright/test'

const long = process.env['ANLAUFSTELLE_LONG'] === '1'

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/journeys',
  globalSetup: './e2e/startApplication.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 240_000,
  reporter: [['list'], ['json', { outputFile: 'test-results/journeys.json' }]],
  grep: long ? /./ : /^(?!.*@long)/,
  use: {
    browserName: 'chromium',
    baseURL: process.env['PORTAL_URL'],
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync'
      ]
    },
    trace: 'off',
    screenshot: 'off'
  }
})
