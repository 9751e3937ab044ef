/** A collector of traces of the test’s own: takes OTLP over HTTP as protobuf and reads what was sent. */

export interface SentSpan {
  trace_id: string
  span_id: string
  /** Empty for a root. */
  parent_id: string
  name: string
  kind: number
  facts: Record<string, unknown>
  events: string[]
  /** 2 is a failure. */
  status: number
}

export interface Collector {
  url: string
  spans: SentSpan[]
  /** What came with the spans: the resource they are of. */
  resource: Record<string, unknown>
  headers: Headers[]
  /** Answers with this from now on. */
  answers(status: number): void
  stop(): Promise<void>
}

type Field = { number: number; bytes: Uint8Array; value: bigint }

/** The wire of protobuf: https://protobuf.dev/programming-guides/encoding */
const fieldsOf = (bytes: Uint8Array): Field[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const fields: Field[] = []
  let at = 0
  const varint = () => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++] ?? 0
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  const skip = (length: number) => {
    at += length
    return bytes.subarray(at - length, at)
  }
  const none = new Uint8Array()
  while (at < bytes.length) {
    const tag = Number(varint())
    const number = tag >> 3
    const wire = tag & 7
    if (wire === 0) fields.push({ number, value: varint(), bytes: none })
    else if (wire === 1) fields.push({ number, value: view.getBigUint64(at, true), bytes: skip(8) })
    else if (wire === 2) fields.push({ number, value: 0n, bytes: skip(Number(varint())) })
    else if (wire === 5) fields.push({ number, value: BigInt(view.getUint32(at, true)), bytes: skip(4) })
    else throw new Error(`wire type ${wire}`)
  }
  return fields
}

const all = (fields: Field[], number: number) => fields.filter((one) => one.number === number).map(({ bytes }) => bytes)
const one = (fields: Field[], number: number) => all(fields, number)[0] ?? new Uint8Array()
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const numberOf = (fields: Field[], number: number) =>
  Number(fields.find((field) => field.number === number)?.value ?? 0)

/** AnyValue: string, bool, int, double, array. */
const anyValue = (bytes: Uint8Array): unknown => {
  const [field] = fieldsOf(bytes)
  if (!field) return undefined
  if (field.number === 1) return text(field.bytes)
  if (field.number === 2) return field.value === 1n
  if (field.number === 3) return Number(field.value)
  if (field.number === 4) return new DataView(field.bytes.buffer, field.bytes.byteOffset).getFloat64(0, true)
  return all(fieldsOf(field.bytes), 1).map(anyValue)
}

const factsOf = (list: Uint8Array[]) =>
  Object.fromEntries(
    list.map((bytes) => {
      const fields = fieldsOf(bytes)
      return [text(one(fields, 1)), anyValue(one(fields, 2))]
    }),
  )

const spanOf = (bytes: Uint8Array): SentSpan => {
  const fields = fieldsOf(bytes)
  return {
    trace_id: one(fields, 1).toHex(),
    span_id: one(fields, 2).toHex(),
    parent_id: one(fields, 4).toHex(),
    name: text(one(fields, 5)),
    kind: numberOf(fields, 6),
    facts: factsOf(all(fields, 9)),
    events: all(fields, 11).map((event) => text(one(fieldsOf(event), 2))),
    status: numberOf(fieldsOf(one(fields, 15)), 3),
  }
}

export const collector = (): Collector => {
  let status = 200
  const spans: SentSpan[] = []
  const resource: Record<string, unknown> = {}
  const headers: Headers[] = []
  const take = (bytes: Uint8Array) => {
    for (const resourceSpans of all(fieldsOf(bytes), 1).map(fieldsOf)) {
      Object.assign(resource, factsOf(all(fieldsOf(one(resourceSpans, 1)), 1)))
      for (const scope of all(resourceSpans, 2).map(fieldsOf)) spans.push(...all(scope, 2).map(spanOf))
    }
  }
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: async (request) => {
      headers.push(request.headers)
      if (status === 200 && new URL(request.url).pathname === '/v1/traces') take(await request.bytes())
      return new Response(null, { status })
    },
  })
  return {
    url: `http://127.0.0.1:${server.port}`,
    spans,
    resource,
    headers,
    answers: (next) => {
      status = next
    },
    stop: () => server.stop(true),
  }
}
