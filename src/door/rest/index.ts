/** The REST door: its modules in their places. `v1` stands under `/api/v1`, `plain` brings its whole paths. */
import { type AnyElysia, Elysia } from 'elysia'

interface RestModules {
  v1: AnyElysia[]
  plain: AnyElysia[]
}

// Each module is one small chain of routes. No type of the whole chain is exported, because it is slow to check.
export const rest = ({ v1, plain }: RestModules): AnyElysia => {
  const versioned: AnyElysia = new Elysia({ name: 'rest/v1', prefix: '/api/v1', normalize: false })
  for (const module of v1) versioned.use(module)
  const door: AnyElysia = new Elysia({ name: 'rest', normalize: false }).use(versioned)
  for (const module of plain) door.use(module)
  return door
}
