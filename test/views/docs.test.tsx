/** The reference page: what it is given is text, never markup. */
import { expect, test } from 'bun:test'
import { DocsPage, type DocsPageProps } from '../../views/docs.tsx'

const HOSTILE = '<img src=x onerror=alert(1)>'
const props: DocsPageProps = {
  assets: { docs_script: '/assets/d.js', docs_style: '/assets/d.css', style: '/assets/a.css', icon: '/assets/i.svg' },
  version: HOSTILE,
  about: [HOSTILE],
  groups: [
    {
      name: 'tasks',
      description: HOSTILE,
      operations: [
        {
          id: 'listTasks',
          method: 'GET',
          path: '/tasks',
          summary: HOSTILE,
          description: HOSTILE,
          access: HOSTILE,
          parameters: [
            { name: HOSTILE, place: 'query', required: false, type: [{ text: HOSTILE }], description: HOSTILE },
          ],
          answers: [
            {
              status: '200',
              description: HOSTILE,
              headers: ['ETag'],
              bodies: [{ media: 'application/json', type: [{ text: 'Task', shape: 'Task' }], fields: [] }],
            },
          ],
          failures: [{ status: '404', codes: ['not_found'] }],
        },
      ],
    },
  ],
  shapes: [{ name: 'Task', description: HOSTILE, parts: [{ title: HOSTILE, type: [{ text: 'text' }], fields: [] }] }],
}

test('is a whole page without a script, and its search waits for one', () => {
  const html = String(DocsPage(props))
  expect(html).toContain('<a href="#shape-Task">Task</a>')
  expect(html).toContain('id="shape-Task"')
  expect(html).toContain('Headers: ETag.')
  expect(html).toMatch(/<search[^>]* hidden/)
})

test('shows everything as text', () => {
  const html = String(DocsPage(props))
  expect(html).not.toContain('<img')
  expect(html.split('&lt;img').length).toBeGreaterThan(9)
})
