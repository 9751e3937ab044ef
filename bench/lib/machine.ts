/** Where a bench runs, and what the kernel says of processes. Linux alone. */
import { cpus, loadavg, totalmem } from 'node:os'
import elysia from 'elysia/package.json' with { type: 'json' }
import packageJson from '../../package.json' with { type: 'json' }
import type { Machine } from './bench.ts'

const GB = 1e9
/** Of the kernel's accounting, fixed for programs. */
const TICKS_PER_SECOND = 100

export const loadPerCpu = () => (loadavg()[0] ?? 0) / cpus().length

export const machineNow = (load: [number, number], postgres: string): Machine => ({
  at: new Date().toISOString(),
  cpus: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
  memory_gb: Math.round(totalmem() / GB),
  load,
  versions: { todochat: packageJson.version, bun: Bun.version, elysia: elysia.version, postgres },
})

/** Milliseconds of processor time the process has used. */
export const cpuMs = async (pid: number): Promise<number> => {
  const stat = await Bun.file(`/proc/${pid}/stat`).text()
  // The name in parentheses may hold spaces; fields are counted behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND
}

/** Resident memory in KB as the kernel counts it. */
export const residentKb = async (pid: number): Promise<number> => {
  const status = await Bun.file(`/proc/${pid}/status`).text()
  return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024) / 1000
}

/** Files, sockets and pipes that the process has open. */
export const descriptors = (pid: number): number =>
  [...new Bun.Glob('*').scanSync({ cwd: `/proc/${pid}/fd`, onlyFiles: false, followSymlinks: false })].length

/** Of all connections to the database, as far as they are open still; the server must be on this machine. */
export const databaseCpuMs = async (database_url: string): Promise<number> => {
  const name = new URL(database_url).pathname.slice(1)
  const pids = [...new Bun.Glob('[0-9]*').scanSync({ cwd: '/proc', onlyFiles: false })].map(Number)
  const named = await Promise.all(
    pids.map(async (pid) => {
      const command = await Bun.file(`/proc/${pid}/cmdline`)
        .text()
        .catch(() => '')
      return command.startsWith('postgres:') && command.includes(name) ? pid : undefined
    }),
  )
  const times = await Promise.all(named.map((pid) => (pid === undefined ? 0 : cpuMs(pid).catch(() => 0))))
  return times.reduce((sum, one) => sum + one, 0)
}
