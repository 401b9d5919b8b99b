import { readFileSync } from 'node:fs'
import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

/** The oldest browsers that get the styled portal; anything older reads it as plain HTML. */
const portalFloor = ['chrome80', 'safari13', 'firefox78']

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter({ out: 'build', precompress: true, envPrefix: 'ANLAUFSTELLE_KIT_' }),
      version: { name: version, pollInterval: 0 },
      paths: { relative: false },
      csrf: { trustedOrigins: [] }
    })
  ],
  build: { cssTarget: portalFloor, cssMinify: 'lightningcss', assetsInlineLimit: 0 }
})
