import { expect, test } from 'bun:test'
import { Shut } from '../../../views/part/shut.tsx'

test.each(['sessions', 'panel'] as const)('closes %s without a script, and sends no form', (drawer) => {
  const html = String(<Shut drawer={drawer} />)
  expect(html).toContain('type="button"')
  expect(html).toContain(`popovertarget="${drawer}" popovertargetaction="hide"`)
})
