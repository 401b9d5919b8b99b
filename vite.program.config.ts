import { defineConfig } from 'vite'

/**
 * The program around the pages, as one file. Read from its sources it would bring the engine's TypeScript parser and
 * hundreds of sources into memory, and start slower.
 */
export default defineConfig({
  build: {
    ssr: 'src/main.ts',
    outDir: 'build/program',
    target: 'node26',
    copyPublicDir: false
  }
})
