/**
 * Requests to addresses that strangers chose. The name is looked up once, what it stands for is judged, and the connection
 * goes there and nowhere else: a name that means another machine a moment later gains nothing. No redirect is followed.
 * What is said is written when the connection stands, so that a slow way there makes no stale news.
 */
import { lookup as resolveName } from 'node:dns/promises'
import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isPrivate, PrivateAddress, refusePrivate } from './private.ts'

type Resolve = (name: string) => Promise<{ address: string; family: number }[]>
const resolveAll: Resolve = (name) => resolveName(name, { all: true })

/** What a name stands for, if all of it is public. */
const publicLookup = (resolve: Resolve, allow_private: boolean): LookupFunction => {
  return (name, options, found) => {
    resolve(name).then(
      (addresses) => {
        const [first] = addresses
        if (!first) return found(new Error(`${name} has no address.`), '', 0)
        if (!allow_private && addresses.some(({ address }) => isPrivate(address)))
          return found(new PrivateAddress('The address leads to a private one.'), '', 0)
        if (options.all) found(null, addresses)
        else found(null, first.address, first.family)
      },
      (error) => found(error, '', 0),
    )
  }
}

interface Posted {
  headers: Record<string, string>
  body: string | Uint8Array
}

export interface PostOptions {
  /** Called when the other side is ready to read; nothing is sent when it fails. */
  write: () => Promise<Posted>
  signal: AbortSignal
  /** Also plain http and private addresses, where the operator wants that. */
  allow_private?: boolean
  /** Certificates to trust beside the usual ones, for tests. */
  ca?: string
  /** How names are looked up, for tests. */
  resolve?: Resolve
}

interface Answered {
  status: number
  headers: Record<string, string | string[] | undefined>
  /** The beginning of the body. */
  text: string
}

/** Of an answer no more is read than a person would look at. */
const ANSWER_MAX_BYTES = 1_000

const beginningOf = async (response: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of response) {
    parts.push(part)
    length += part.length
    if (length >= ANSWER_MAX_BYTES) break
  }
  response.destroy()
  return Buffer.concat(parts).subarray(0, ANSWER_MAX_BYTES).toString()
}

/** Until it may be written to: connected, and over https the certificate found good. */
const connected = (request: ClientRequest, secure: boolean): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  request.once('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', () => resolve()))
  return promise
}

const ask = async (request: ClientRequest, secure: boolean, write: PostOptions['write']): Promise<IncomingMessage> => {
  await connected(request, secure)
  const { headers, body } = await write()
  for (const [name, value] of Object.entries(headers)) request.setHeader(name, value)
  request.setHeader('content-length', Buffer.byteLength(body))
  const { promise, resolve } = Promise.withResolvers<IncomingMessage>()
  request.on('response', resolve)
  request.end(body)
  return promise
}

/** Posts to the address. @throws PrivateAddress, what `write` throws, and whatever a connection fails with */
export const post = async (url: URL, { write, signal, allow_private = false, ...rest }: PostOptions) => {
  const secure = url.protocol === 'https:'
  if (!secure && !(allow_private && url.protocol === 'http:'))
    throw new PrivateAddress('The address must begin with https.')
  if (!allow_private) refusePrivate(url)
  const options = {
    method: 'POST',
    signal,
    // Each request has a connection of its own, so that none is used whose address was judged for another name.
    agent: false,
    lookup: publicLookup(rest.resolve ?? resolveAll, allow_private),
    ...(rest.ca && { ca: rest.ca }),
  } as const
  const request = secure ? tlsRequest(url, options) : plainRequest(url, options)
  const failed = Promise.withResolvers<never>()
  request.on('error', failed.reject)
  try {
    const response = await Promise.race([ask(request, secure, write), failed.promise])
    const text = await beginningOf(response)
    return { status: response.statusCode ?? 0, headers: response.headers, text } satisfies Answered
  } finally {
    request.destroy()
  }
}
