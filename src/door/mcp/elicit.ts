/**
 * Asks the person through the client’s own program, where it can show a form. What comes back is the person’s word
 * only together with the state that we signed for exactly this question.
 */
import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  createRequestStateCodec,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type McpServer,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { CONFIRMATION_LIVES_HOURS } from '../../confirmation/schema.ts'
import { canonicalJson } from '../../lib/canonical.ts'

interface Question {
  confirmation_id: string
  /** The call it is about: an answer counts for no other. */
  call_hash: string
}
export type Questions = RequestStateCodec<Question>

const ANSWER = 'confirm'

/** `key` is the same on all instances; `who` ties a question to the one it was put to. */
export const createQuestions = (key: Uint8Array, who: (context: ServerContext) => string): Questions =>
  createRequestStateCodec<Question>({ key, ttlSeconds: CONFIRMATION_LIVES_HOURS * 3600, bind: who })

/** Whether the client has said that it can show a form. */
export const canElicit = ({ server }: McpServer, { mcpReq }: ServerContext): boolean => {
  const envelope = mcpReq.envelope as { [CLIENT_CAPABILITIES_META_KEY]?: ClientCapabilities } | undefined
  const declared = envelope?.[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities()
  const elicitation = declared?.elicitation
  // Before there were modes, a bare `{}` meant forms.
  return elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined)
}

/** A call as the client sent it: it sends the same again with the answer. */
interface Sent {
  tool: string
  args: object
  context: ServerContext
}

const hashOf = ({ tool, args }: Sent) =>
  new Bun.CryptoHasher('sha256').update(`${tool}\n${canonicalJson(args)}`).digest('base64url')

export const elicit = async (
  questions: Questions,
  effect: string,
  confirmation_id: string,
  sent: Sent,
): Promise<InputRequiredResult> => {
  const question = { confirmation_id, call_hash: hashOf(sent) }
  return inputRequired({
    inputRequests: {
      [ANSWER]: inputRequired.elicit({
        message: `TodoChat: ${effect}?`,
        requestedSchema: {
          type: 'object',
          properties: {
            confirm: {
              type: 'boolean',
              title: 'Yes, do it',
              description: `Allow the agent to ${effect}.`,
              default: true,
            },
          },
        },
      }),
    },
    requestState: await questions.mint(question, sent.context),
  })
}

interface Decision {
  confirmation_id: string
  /** Undefined: the person looked away without deciding. */
  approve: boolean | undefined
}

/** What the person answered to our question about this very call, if the request brings an answer. */
export const decisionOf = (sent: Sent): Decision | undefined => {
  const { mcpReq } = sent.context
  const question = mcpReq.requestState<Question>()
  const answer = inputResponse(mcpReq.inputResponses, ANSWER)
  if (!question || answer.kind !== 'elicit' || question.call_hash !== hashOf(sent)) return undefined
  const { confirmation_id } = question
  if (answer.action === 'cancel') return { confirmation_id, approve: undefined }
  return { confirmation_id, approve: answer.action === 'accept' && (answer.content?.confirm ?? true) === true }
}
