/** The reference of the API to read: one page, made of the document, whole without a script and on paper. */
import type { Child, Safe } from './jsx/runtime.ts'
import { Brand } from './part/brand.tsx'

/** A word of a type; one that has a name of its own leads to where it is written out. */
export interface TypeWord {
  text: string
  /** The name of a shape. */
  shape?: string
}
export interface FieldRow {
  name: string
  type: TypeWord[]
  required: boolean
  description: string
}
export interface ShapePart {
  /** What distinguishes this form, where there are several. */
  title?: string
  type: TypeWord[]
  fields: FieldRow[]
}
export interface AnswerRow {
  status: string
  description: string
  bodies: { media: string; type: TypeWord[]; fields: FieldRow[] }[]
  headers: string[]
}
export interface OperationRow {
  id: string
  method: string
  path: string
  summary: string
  description: string
  /** Who may call, in words. */
  access: string
  parameters: (FieldRow & { place: string })[]
  body?: { type: TypeWord[]; fields: FieldRow[] }
  answers: AnswerRow[]
  failures: { status: string; codes: string[] }[]
}
export interface DocsPageProps {
  assets: { docs_script: string; docs_style: string; style: string; icon: string }
  version: string
  about: string[]
  groups: { name: string; description: string; operations: OperationRow[] }[]
  shapes: { name: string; description: string; parts: ShapePart[] }[]
}

/** What stands between backticks is code. */
const Prose = ({ text }: { text: string }) => (
  <span>{text.split('`').map((part, index) => (index % 2 ? <code>{part}</code> : part))}</span>
)

const Type = ({ words }: { words: TypeWord[] }) => (
  <span class="type">{words.map(({ text, shape }) => (shape ? <a href={`#shape-${shape}`}>{text}</a> : text))}</span>
)

const Fields = ({ caption, rows }: { caption: string; rows: (FieldRow & { place?: string })[] }) => (
  <table>
    <caption>{caption}</caption>
    <thead>
      <tr>
        <th scope="col">Name</th>
        <th scope="col">Type</th>
        <th scope="col">Meaning</th>
      </tr>
    </thead>
    <tbody>
      {rows.map(({ name, type, required, description, place }) => (
        <tr>
          <th scope="row">
            <code>{name}</code>
          </th>
          <td>
            <Type words={type} />
            {place && ` (${place})`}
          </td>
          <td>
            <Prose text={`${required ? '' : 'Optional. '}${description}`} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

const Answer = ({ answer }: { answer: AnswerRow }) => (
  <li>
    <p>
      <strong>{answer.status}</strong> <Prose text={answer.description} />
      {answer.headers.length > 0 && ` Headers: ${answer.headers.join(', ')}.`}
    </p>
    {answer.bodies.map(({ media, type, fields }) => (
      <div>
        <p>
          <code>{media}</code>: <Type words={type} />
        </p>
        {fields.length > 0 && <Fields caption={`Fields of the answer ${answer.status}`} rows={fields} />}
      </div>
    ))}
  </li>
)

const Operation = ({ operation }: { operation: OperationRow }) => (
  <article class="operation" id={operation.id}>
    <h3>
      <a href={`#${operation.id}`}>{operation.summary}</a>
    </h3>
    <p class="address">
      <b class="method">{operation.method}</b> <code>{operation.path}</code>
    </p>
    {operation.description && (
      <p>
        <Prose text={operation.description} />
      </p>
    )}
    <p class="hint">{operation.access}</p>
    {operation.parameters.length > 0 && <Fields caption="Parameters" rows={operation.parameters} />}
    {operation.body && (
      <div>
        <p>
          Body: <Type words={operation.body.type} />
        </p>
        {operation.body.fields.length > 0 && <Fields caption="Fields of the body" rows={operation.body.fields} />}
      </div>
    )}
    <h4>Answers</h4>
    <ul>
      {operation.answers.map((answer) => (
        <Answer answer={answer} />
      ))}
    </ul>
    <h4>Errors</h4>
    <ul class="codes">
      {operation.failures.map(({ status, codes }) => (
        <li>
          <strong>{status}</strong>{' '}
          {codes.map((code) => (
            <code>{code}</code>
          ))}
        </li>
      ))}
    </ul>
  </article>
)

const Shape = ({ shape }: { shape: DocsPageProps['shapes'][number] }) => (
  <article class="operation" id={`shape-${shape.name}`}>
    <h3>{shape.name}</h3>
    {shape.description && <p>{shape.description}</p>}
    {shape.parts.map(({ title, type, fields }) => (
      <div>
        {title && <h4>{title}</h4>}
        {fields.length > 0 ? (
          <Fields caption={`Fields of ${title ?? shape.name}`} rows={fields} />
        ) : (
          <Type words={type} />
        )}
      </div>
    ))}
  </article>
)

const Head = ({ assets }: Pick<DocsPageProps, 'assets'>) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="description" content="Reference of the REST API of TodoChat." />
    <title>API · TodoChat</title>
    <link rel="icon" type="image/svg+xml" href={assets.icon} />
    <link rel="stylesheet" href={assets.style} />
    <link rel="stylesheet" href={assets.docs_style} />
    <script src={assets.docs_script} defer></script>
  </head>
)

const Contents = ({ groups, shapes }: Pick<DocsPageProps, 'groups' | 'shapes'>) => (
  <nav class="contents" aria-label="Contents">
    {groups.map(({ name, operations }) => (
      <div>
        <h2>
          <a href={`#group-${name}`}>{name}</a>
        </h2>
        <ul>
          {operations.map(({ id, method, summary }) => (
            <li data-for={id}>
              <a href={`#${id}`}>
                <b class="method">{method}</b> {summary}
              </a>
            </li>
          ))}
        </ul>
      </div>
    ))}
    <h2>
      <a href="#shapes">shapes</a>
    </h2>
    <ul>
      {shapes.map(({ name }) => (
        <li data-for={`shape-${name}`}>
          <a href={`#shape-${name}`}>{name}</a>
        </li>
      ))}
    </ul>
  </nav>
)

const Group = ({ id, name, about, children }: { id: string; name: string; about: string; children?: Child }) => (
  <section id={id} aria-labelledby={`${id}-title`}>
    <h2 id={`${id}-title`}>{name}</h2>
    <p>{about}</p>
    {children}
  </section>
)

export const DocsPage = ({ assets, version, about, groups, shapes }: DocsPageProps): Safe => (
  <html lang="en">
    <Head assets={assets} />
    <body>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <header class="top">
        <Brand />
        <search class="search" id="search" hidden>
          <label for="words">Search</label>
          <input id="words" type="search" autocomplete="off" />
          <output id="found" for="words"></output>
        </search>
      </header>
      <div class="reference">
        <Contents groups={groups} shapes={shapes} />
        <main id="main">
          <h1>API</h1>
          <p class="hint">{`Version ${version}`}</p>
          {about.map((paragraph) => (
            <p>
              <Prose text={paragraph} />
            </p>
          ))}
          <p>
            For programs: <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1).
          </p>
          {groups.map(({ name, description, operations }) => (
            <Group id={`group-${name}`} name={name} about={description}>
              {operations.map((operation) => (
                <Operation operation={operation} />
              ))}
            </Group>
          ))}
          <Group id="shapes" name="shapes" about="What several operations take or answer.">
            {shapes.map((shape) => (
              <Shape shape={shape} />
            ))}
          </Group>
        </main>
      </div>
    </body>
  </html>
)
