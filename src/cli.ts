import { runCommandLine } from '#app/server/commands/runCommandLine.ts'
import { SetupFault } from '#platform/errors/SetupFault.ts'

runCommandLine(process.argv.slice(2), process.env, process.cwd())
  .then((code) => process.exit(code))
  .catch((fault: unknown) => {
    if (fault instanceof SetupFault) console.error(`${fault.message}.`)
    else console.error(fault)
    process.exit(fault instanceof SetupFault ? fault.exitCode : 70)
  })
