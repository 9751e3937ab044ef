import { describe, expect, test } from 'bun:test'
import { Filters, Lists, tasksUrl } from '../../../views/part/task-filters.tsx'

const counts = { open: 5, overdue: 1, today: 0, upcoming: 2, undated: 2, tags: [{ tag: 'home & garden', open: 2 }] }
const hrefs = (html: string) =>
  [...html.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href?.replaceAll('&amp;', '&'))

describe('tasksUrl', () => {
  test('keeps what is set and drops what is not', () => {
    expect(tasksUrl({})).toBe('/tasks')
    expect(tasksUrl({ status: 'pending', tag: undefined })).toBe('/tasks?status=pending')
    expect(tasksUrl({ overdue: true, sort: '-created' })).toBe('/tasks?overdue=true&sort=-created')
    expect(tasksUrl({ q: 'a&b=c' }, { after: 'x y', limit: 100 })).toBe('/tasks?q=a%26b%3Dc&after=x+y&limit=100')
  })
})

describe('the lists', () => {
  test('lead to what they count; empty ones are left out', () => {
    expect(hrefs(String(<Lists filters={{}} {...counts} />))).toEqual([
      '/tasks?status=pending',
      '/tasks?overdue=true',
      '/tasks?status=pending&due_after=tomorrow',
      '/tasks?status=pending&undated=true',
      '/tasks?status=pending&tag=home+%26+garden',
    ])
  })
  test('mark the one that is shown', () => {
    const html = String(<Lists filters={{ status: 'pending', tag: 'home & garden' }} {...counts} />)
    expect(html.match(/aria-current="true"/g)).toHaveLength(1)
    expect(html).toContain('aria-current="true"><span dir="auto">#home &amp; garden')
  })
})

describe('the form', () => {
  const html = String(<Filters filters={{ q: 'milk', overdue: true, tag: 'shop', sort: 'title', priority: 'high' }} />)
  test('keeps the filters that it has no field for', () => {
    expect([...html.matchAll(/<input type="hidden" name="(\w+)" value="(\w+)"/g)].map(([, ...pair]) => pair)).toEqual([
      ['overdue', 'true'],
      ['tag', 'shop'],
    ])
  })
  test('shows what was chosen', () => {
    expect(html).toContain('name="q" value="milk"')
    expect(html.match(/<option value="\w+" selected/g)).toEqual([
      '<option value="high" selected',
      '<option value="title" selected',
    ])
  })
  test('states keep everything else, a tag can be let go', () => {
    expect(hrefs(html)[1]).toBe('/tasks?q=milk&overdue=true&tag=shop&sort=title&priority=high&status=pending')
    expect(html).toContain('>#shop ×</a>')
  })
})
