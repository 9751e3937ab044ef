/**
 * One person’s program as it should be: it asks again after a broken connection, and after 503 and 507 when
 * `Retry-After` says so. Everything it met on the way is counted; what no client should meet is a fault.
 */

/** Longer than any outage of a drill. */
const PATIENCE_MS = 120_000
const BROKEN_RETRY_MS = 250
/** An answer that has not begun by then never will; the frozen servers of the drills are slower than 5 s. */
const HEADERS_MAX_MS = 20_000

export interface Call {
  body?: unknown
  headers?: Record<string, string>
  /** Ends the waiting for the answer and, later, the reading of it. */
  signal?: AbortSignal
}

export class Client {
  /** Statuses other than 2xx, and broken connections, with how often they were met. */
  readonly met = new Map<string, number>()
  readonly faults: string[] = []
  token = ''

  constructor(readonly base: string) {}

  /** Once, without patience. @throws when there is no answer */
  async once(method: string, path: string, { body, headers, signal }: Call = {}): Promise<Response> {
    return fetch(`${this.base}${path}`, {
      method,
      keepalive: false,
      signal: signal ?? AbortSignal.timeout(HEADERS_MAX_MS),
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }

  /** Until there is an answer that asking again would not change. @throws after PATIENCE_MS */
  async ask(method: string, path: string, call: Call = {}): Promise<Response> {
    for (const start = performance.now(); ; ) {
      const wait_ms = await this.attempt(method, path, call)
      if (wait_ms instanceof Response) return wait_ms
      if (performance.now() - start > PATIENCE_MS) throw new Error(`No answer to ${method} ${path}`)
      await Bun.sleep(wait_ms)
    }
  }

  private async attempt(method: string, path: string, call: Call): Promise<Response | number> {
    const response = await this.once(method, path, call).catch((error: unknown) => {
      if (call.signal?.aborted) throw error
      return undefined
    })
    if (!response) return this.note('broken', BROKEN_RETRY_MS)
    if (response.ok) return response
    const retry_after = response.headers.get('retry-after')
    this.note(`${response.status}`, 0)
    if (response.status >= 500) await this.judge(response, `${method} ${path}`, retry_after)
    return [503, 507].includes(response.status) && retry_after ? Number(retry_after) * 1000 : response
  }

  private note(what: string, wait_ms: number) {
    this.met.set(what, (this.met.get(what) ?? 0) + 1)
    return wait_ms
  }

  /** Of all failures on our side only these two may be met, and they say when to come again. */
  private async judge(response: Response, what: string, retry_after: string | null) {
    if ([503, 507].includes(response.status) && retry_after) return
    this.faults.push(`${response.status} of ${what}: ${(await response.clone().text()).slice(0, 300)}`)
  }

  /** @throws unless the answer is 2xx */
  async json<T>(method: string, path: string, call: Call = {}): Promise<T> {
    const response = await this.ask(method, path, call)
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`)
    return response.json() as Promise<T>
  }

  async signUp(): Promise<this> {
    const email = `${crypto.randomUUID()}@example.org`
    const body = { email, password: 'correct horse battery', name: 'Ada' }
    const response = await this.ask('POST', '/api/v1/auth/signup', { body })
    // A sign-up whose answer was lost has happened: then the way in is to sign in.
    const signed =
      response.status === 409
        ? await this.ask('POST', '/api/v1/auth/signin', { body: { email, password: body.password } })
        : response
    if (!signed.ok) throw new Error(`Signing up answered ${signed.status}: ${await signed.text()}`)
    this.token = ((await signed.json()) as { access_token: string }).access_token
    return this
  }
}
