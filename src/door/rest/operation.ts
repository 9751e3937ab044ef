/**
 * What a route says about itself for the document of the API: its name, its answers, the errors of its own. Plain data
 * beside the handler; nothing of it runs when the route is called. Tests hold every answer against it.
 */
import type { TSchema } from '@sinclair/typebox'
import type { ErrorCode } from '../../errors.ts'
import type { TextBody } from '../http/body.ts'

export const TAGS = {
  start: 'Where to begin.',
  auth: 'Accounts, tokens and what belongs to a person.',
  sessions: 'Conversations. A session has exactly one thread, and both have the same id.',
  runs: 'Answers of the assistant: one run for one message.',
  confirmations: 'Changes that wait for the person.',
  tasks: 'The to-do list.',
} as const
type Tag = keyof typeof TAGS

export type RequestHeader = 'Idempotency-Key' | 'If-Match' | 'If-None-Match' | 'Last-Event-ID'
export type AnswerHeader = 'ETag' | 'Idempotent-Replayed' | 'Location' | 'X-Run-Id'

/** A success: the body’s schema by media type (none without a body), and the headers that are its own. */
export interface Answer {
  description: string
  content: Record<string, TSchema>
  headers: AnswerHeader[]
}

interface OperationOptions {
  id: string
  tag: Tag
  summary: string
  description?: string
  /** Successes by status. */
  answers: Record<number, Answer>
  /** Beyond those that follow from the route itself: credentials, limits, bodies and queries. */
  errors?: ErrorCode[]
  headers?: RequestHeader[]
  /** What it takes instead of JSON. */
  body?: TextBody
}

export interface Operation {
  operationId: string
  summary: string
  description?: string
  tags: string[]
  'x-answers': Record<number, Answer>
  'x-errors': ErrorCode[]
  'x-headers': RequestHeader[]
  'x-body'?: TextBody
}

export const operation = ({ id, tag, summary, description, ...rest }: OperationOptions): Operation => ({
  operationId: id,
  summary,
  ...(description !== undefined && { description }),
  tags: [tag],
  'x-answers': rest.answers,
  'x-errors': rest.errors ?? [],
  'x-headers': rest.headers ?? [],
  ...(rest.body && { 'x-body': rest.body }),
})

export const json = (description: string, schema: TSchema, ...headers: AnswerHeader[]): Answer => ({
  description,
  content: { 'application/json': schema },
  headers,
})

export const nothing = (description: string, ...headers: AnswerHeader[]): Answer => ({
  description,
  content: {},
  headers,
})

/** One answer that the client may have in several forms. */
export const forms = (description: string, content: Record<string, TSchema>, ...headers: AnswerHeader[]): Answer => ({
  description,
  content,
  headers,
})
