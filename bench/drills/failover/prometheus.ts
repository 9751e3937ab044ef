/** A real Prometheus with the rules that are shipped, scraping instances every second. */
import { join } from 'node:path'
import { freePort, type Places } from '../place.ts'
import { startProgram } from './program.ts'

const DEPLOY = join(import.meta.dir, '../../../deploy')

interface Sample {
  metric: Record<string, string>
  value: [number, string]
}

export interface Prometheus {
  /** @throws when Prometheus refuses the expression */
  ask(expression: string): Promise<Sample[]>
  /** The one number an expression gives, 0 when there is none. */
  number(expression: string): Promise<number>
}

export const openPrometheus = async (places: Places, ports: number[]): Promise<Prometheus> => {
  const folder = await places.folder()
  const port = freePort()
  const url = `http://127.0.0.1:${port}`
  const configuration = {
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: [join(DEPLOY, 'prometheus/rules.yaml')],
    scrape_configs: [{ job_name: 'todochat', static_configs: [{ targets: ports.map((one) => `127.0.0.1:${one}`) }] }],
  }
  // What is JSON is YAML too.
  await Bun.write(join(folder, 'prometheus.yml'), JSON.stringify(configuration))
  const answers = (path: string) =>
    fetch(`${url}${path}`).then(
      ({ ok }) => ok,
      () => false,
    )
  await startProgram(places, {
    name: 'prometheus',
    words: [
      `--config.file=${folder}/prometheus.yml`,
      `--storage.tsdb.path=${folder}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    folder,
    isReady: () => answers('/-/ready'),
  })
  const ask = async (expression: string) => {
    const response = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(expression)}`)
    const body = (await response.json()) as { status: string; error?: string; data: { result: Sample[] } }
    if (body.status !== 'success') throw new Error(`${expression}: ${body.error}`)
    return body.data.result
  }
  return { ask, number: async (expression) => Number((await ask(expression))[0]?.value[1] ?? 0) }
}

interface Dashboard {
  panels: { title: string; targets: { expr: string }[] }[]
}

/** Every query of the shipped dashboard: refused ones throw, the titles of panels without any data are answered. */
export const emptyPanels = async ({ ask }: Prometheus): Promise<string[]> => {
  const { panels }: Dashboard = await Bun.file(join(DEPLOY, 'grafana/dashboard.json')).json()
  const empty: string[] = []
  for (const { title, targets } of panels) {
    const found = await Promise.all(targets.map(({ expr }) => ask(expr)))
    if (found.every((samples) => samples.length === 0)) empty.push(title)
  }
  return empty
}
