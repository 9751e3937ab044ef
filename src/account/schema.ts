/** Shapes of accounts and of the caller that every verb takes first. */
import { type Static, Type } from '@sinclair/typebox'
import { oneOf } from '../lib/one-of.ts'

export const SCOPES = ['chat', 'tasks:read', 'tasks:write'] as const
export type Scope = (typeof SCOPES)[number]

/** The authenticated user and what the credential allows. Made by a door, believed by everyone inside. */
export interface Caller {
  readonly user_id: string
  /** IANA name; dates of tasks are read in it. */
  readonly time_zone: string
  readonly scopes: readonly Scope[]
  /** How the caller proved who they are. */
  readonly by: 'jwt' | 'access_token' | 'cookie'
  /** `jti` of a JWT or id of an access token or browser login. */
  readonly credential_id: string
}

const strict = { additionalProperties: false }
/** Passwords are bounded here, at sign-up and change, never at sign-in. Lengths in UTF-16 units. */
export const Password = Type.String({ minLength: 8, maxLength: 128 })
const Email = Type.String({ minLength: 3, maxLength: 254, description: 'E-mail address; case does not matter.' })
const Name = Type.String({ minLength: 1, maxLength: 100 })
export const TimeZone = Type.String({ minLength: 1, maxLength: 64, description: 'IANA time zone, like Europe/Berlin.' })

export const SignUp = Type.Object({ email: Email, password: Password, name: Type.Optional(Name) }, strict)
export type SignUp = Static<typeof SignUp>
export const SignIn = Type.Object(
  { email: Type.String({ maxLength: 1024 }), password: Type.String({ maxLength: 1024 }) },
  strict,
)
export type SignIn = Static<typeof SignIn>
export const ProfileChange = Type.Object(
  {
    name: Type.Optional(Name),
    time_zone: Type.Optional(TimeZone),
    password: Type.Optional(Password),
    old_password: Type.Optional(Type.String({ maxLength: 1024 })),
  },
  strict,
)
export type ProfileChange = Static<typeof ProfileChange>
export const NewAccessToken = Type.Object(
  {
    name: Name,
    scopes: Type.Array(oneOf(SCOPES), {
      minItems: 1,
      maxItems: 3,
      uniqueItems: true,
    }),
    expires_at: Type.Optional(Type.Union([Type.String({ maxLength: 40, description: 'ISO 8601' }), Type.Null()])),
  },
  strict,
)
export type NewAccessToken = Static<typeof NewAccessToken>

export interface User {
  id: string
  email: string
  name: string
  time_zone: string
  created_at: string
}
