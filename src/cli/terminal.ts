/** The real process as a command's outside world. */
import type { Terminal } from './command.ts'

const STOP_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** A second signal ends the process at once: a person who repeats it does not want to wait. */
const firstSignal = () =>
  new Promise<string>((resolve) => {
    let heard = false
    for (const name of STOP_SIGNALS)
      process.on(name, () => {
        if (heard) process.exit(1)
        heard = true
        resolve(name)
      })
  })

export const processTerminal = (): Terminal => ({
  env: process.env,
  print: (line) => console.log(line),
  tell: (line) => console.error(line),
  stopped: firstSignal,
  faulted: (report) => {
    process.on('unhandledRejection', (error) => report(error, false))
    process.on('uncaughtException', (error) => report(error, true))
  },
})
