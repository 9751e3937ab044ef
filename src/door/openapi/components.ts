/** The shapes, headers and credentials that operations of the document share, each under one name. */
import { type TSchema, Type } from '@sinclair/typebox'
import {
  AccessToken,
  FreshAccessToken,
  NewAccessToken,
  Profile,
  ProfileChange,
  SignIn,
  SignUp,
  User,
} from '../../account/schema.ts'
import { Confirmation, SettledCall, SettleInput } from '../../confirmation/schema.ts'
import { ERROR_CODES } from '../../errors.ts'
import { strict } from '../../lib/json-schema.ts'
import { oneOf } from '../../lib/one-of.ts'
import { ItemUpdate, Run, RunEvent, ThreadObject } from '../../run/schema.ts'
import { NewTask, Task, TaskChange } from '../../task/schema.ts'
import {
  AssistantMessageItem,
  Item,
  Message,
  NewThread,
  Thread,
  ThreadChange,
  UserMessageItem,
  WidgetItem,
  WorkflowItem,
} from '../../thread/schema.ts'
import type { AnswerHeader, RequestHeader } from '../rest/operation.ts'

const Problem = Type.Object(
  {
    path: Type.String({ description: 'JSON pointer into what was sent, like /message/content.' }),
    message: Type.String(),
  },
  strict,
)

/** The one shape of every error. */
const Failure = Type.Object(
  {
    success: Type.Literal(false),
    error: Type.Object(
      {
        code: oneOf(ERROR_CODES, 'What went wrong, for programs.'),
        message: Type.String({ description: 'What went wrong, for people.' }),
        request_id: Type.String({ description: 'Also in X-Request-Id; name it to the operator.' }),
        details: Type.Optional(
          Type.Union([Type.Array(Problem), Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))]),
        ),
      },
      strict,
    ),
  },
  { ...strict, description: 'Every error has this shape.' },
)

/** Shapes that are written once; wherever one is used the document points at it. */
export const SCHEMAS: Record<string, TSchema> = {
  AccessToken,
  AssistantMessageItem,
  Confirmation,
  Error: Failure,
  FreshAccessToken,
  Item,
  ItemUpdate,
  Message,
  NewAccessToken,
  NewSession: NewThread,
  NewTask,
  Profile,
  ProfileChange,
  Run,
  RunEvent,
  Session: Thread,
  SessionChange: ThreadChange,
  SettleInput,
  SettledCall,
  SignIn,
  SignUp,
  Task,
  TaskChange,
  Thread: ThreadObject,
  User,
  UserMessageItem,
  WidgetItem,
  WorkflowItem,
}

const header = (schema: TSchema, description: string) => ({ description, schema })

export const ANSWER_HEADERS = {
  'X-Request-Id': header(Type.String(), 'Names the request in the logs.'),
  'Retry-After': header(Type.Integer(), 'Seconds to wait before trying again.'),
  'WWW-Authenticate': header(Type.String(), 'Which credential is wanted.'),
  ETag: header(Type.String(), 'The version of what is answered, for If-Match and If-None-Match.'),
  'Idempotent-Replayed': header(Type.Literal('true'), 'This answers a repeat as the first request was answered.'),
  Location: header(Type.String(), 'The address of what was made.'),
  'X-Run-Id': header(Type.String(), 'The id of the run.'),
} satisfies Record<AnswerHeader | 'X-Request-Id' | 'Retry-After' | 'WWW-Authenticate', unknown>

const parameter = (name: RequestHeader, schema: TSchema, description: string) => ({
  name,
  in: 'header',
  required: false,
  description,
  schema,
})

export const REQUEST_HEADERS = {
  'Idempotency-Key': parameter(
    'Idempotency-Key',
    Type.String({ minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' }),
    'For 24 hours a repeat with the same key has no second effect and is answered as the first one was.',
  ),
  'If-Match': parameter('If-Match', Type.String(), 'The ETag that the change is meant for; 412 when it has changed.'),
  'If-None-Match': parameter('If-None-Match', Type.String(), 'The ETag that the client has; 304 when it is the same.'),
  'Last-Event-ID': parameter(
    'Last-Event-ID',
    Type.String({ maxLength: 100 }),
    'The id of the last event that was read, `<run id>:<number>`; the answer goes on after it.',
  ),
} satisfies Record<RequestHeader, unknown>

export const SECURITY_SCHEMES = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description:
      'The token of `POST /auth/signin`, or a personal access token (`POST /auth/tokens`). An access token needs the scope that an operation names.',
  },
}
