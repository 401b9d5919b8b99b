import { readFileSync, writeFileSync } from 'node:fs'

/** Loaded before a program (`--import`): writes its peak of resident memory in KiB to the file `BENCH_PEAK_FILE` when it ends. */
process.on('exit', () => {
  const [, peak = ''] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  writeFileSync(process.env['BENCH_PEAK_FILE'] ?? '/dev/null', peak)
})
