/** Shapes of accounts and of the caller that every verb takes first. */
import { type Static, Type } from '@sinclair/typebox'
import { Id, Instant, nullable, strict } from '../lib/json-schema.ts'
import { oneOf } from '../lib/one-of.ts'
import { Preferences, PreferencesChange } from './preferences.ts'

export const SCOPES = ['chat', 'tasks:read', 'tasks:write', 'tasks:delete'] as const
export type Scope = (typeof SCOPES)[number]

/** The authenticated user and what the credential allows. Made by a door, believed by everyone inside. */
export interface Caller {
  readonly user_id: string
  /** IANA name; dates of tasks are read in it. */
  readonly time_zone: string
  /** BCP 47, when the person chose one. */
  readonly locale?: string
  readonly scopes: readonly Scope[]
  /** How the caller proved who they are. */
  readonly by: 'jwt' | 'access_token' | 'cookie'
  /** `jti` of a JWT or id of an access token or browser login. */
  readonly credential_id: string
}

/** Passwords are bounded here, at sign-up and change, never at sign-in. Lengths in UTF-16 units. */
export const PASSWORD_MIN_CHARS = 8
const Password = Type.String({ minLength: PASSWORD_MIN_CHARS, maxLength: 128 })
const Email = Type.String({ minLength: 3, maxLength: 254, description: 'E-mail address; case does not matter.' })
const Name = Type.String({ minLength: 1, maxLength: 100 })
const TimeZone = Type.String({ minLength: 1, maxLength: 64, description: 'IANA time zone, like Europe/Berlin.' })

export const SignUp = Type.Object(
  { email: Email, password: Password, name: Type.Optional(Name), time_zone: Type.Optional(TimeZone) },
  strict,
)
export type SignUp = Static<typeof SignUp>
/** A password that is only compared: whatever its length, it is right or wrong. */
const GivenPassword = Type.String()
export const SignIn = Type.Object({ email: Type.String({ maxLength: 1024 }), password: GivenPassword }, strict)
export type SignIn = Static<typeof SignIn>
export const ProfileChange = Type.Object(
  {
    name: Type.Optional(Name),
    time_zone: Type.Optional(TimeZone),
    preferences: Type.Optional(PreferencesChange),
    password: Type.Optional(Password),
    old_password: Type.Optional(GivenPassword),
  },
  strict,
)
export type ProfileChange = Static<typeof ProfileChange>
/** Erasing asks for the password again, where there is one. */
export const Erasure = Type.Object({ password: Type.Optional(GivenPassword) }, strict)
export type Erasure = Static<typeof Erasure>
export const NewAccessToken = Type.Object(
  {
    name: Name,
    scopes: Type.Array(oneOf(SCOPES), {
      minItems: 1,
      maxItems: SCOPES.length,
      uniqueItems: true,
    }),
    expires_at: Type.Optional(Type.Union([Type.String({ maxLength: 40, description: 'ISO 8601' }), Type.Null()])),
  },
  strict,
)
export type NewAccessToken = Static<typeof NewAccessToken>

export const User = Type.Object(
  { id: Id, email: Type.String(), name: Type.String(), time_zone: TimeZone, created_at: Instant },
  { ...strict, description: 'An account.' },
)
export type User = Static<typeof User>

/** The account as its owner sees it; preferences are there once any of them was chosen. */
export const Profile = Type.Object({ ...User.properties, preferences: Type.Optional(Preferences) }, strict)
export type Profile = Static<typeof Profile>

/** A token as its owner sees it later: never the secret. */
export const AccessToken = Type.Object(
  {
    id: Id,
    name: Type.String(),
    scopes: Type.Array(oneOf(SCOPES)),
    expires_at: nullable(Instant),
    used_at: nullable(Instant),
    created_at: Instant,
  },
  { ...strict, description: 'A personal access token of a program.' },
)
export type AccessToken = Static<typeof AccessToken>
/** Shown once, when it is made. */
export const FreshAccessToken = Type.Object(
  {
    ...Type.Omit(AccessToken, ['used_at']).properties,
    token: Type.String({ description: 'The only time it is shown.' }),
  },
  strict,
)
export type FreshAccessToken = Static<typeof FreshAccessToken>

/** A browser that is signed in, as its owner sees it. */
export const Login = Type.Object(
  {
    id: Id,
    user_agent: Type.String(),
    created_at: Instant,
    seen_at: Instant,
    ends_at: Instant,
    current: Type.Boolean({ description: 'The one that asks.' }),
  },
  strict,
)
export type Login = Static<typeof Login>

const UsageDay = Type.Object(
  { day: Type.String({ description: 'Calendar date, UTC.' }), tokens: Type.Integer({ description: 'Of all models.' }) },
  strict,
)
export type UsageDay = Static<typeof UsageDay>
export const Usage = Type.Object(
  {
    days: Type.Array(UsageDay, { description: 'The newest first, 30 at most; days without any are left out.' }),
    limit: nullable(Type.Integer({ description: 'Tokens a day.' })),
    left: nullable(Type.Integer({ description: 'Of today.' })),
  },
  strict,
)
export type Usage = Static<typeof Usage>

/** A user as administrators see them. */
export interface Person {
  id: string
  email: string
  name: string
  admin: boolean
  disabled: boolean
  /** Whether they can sign in here; people of an outside issuer sign in there. */
  has_password: boolean
  chats: number
  created_at: string
}

/** A link by which one person makes one account. */
export interface Invitation {
  id: string
  note: string
  made_at: string
  expires_at: string
}
