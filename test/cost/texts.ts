/**
 * Hostile texts, one line each: long and many words, nesting, tables, links, emphasis, pathological dates and rules.
 * A new case is one more line.
 */
const many = (text: string, times: number) => text.repeat(times)
const numbered = (times: number, text: (n: number) => string) =>
  Array.from({ length: times }, (_, n) => text(n)).join('')
/** What a stored answer may hold at most. */
const ANSWER_CHARS = 65_000
const upTo = (text: string, chars = ANSWER_CHARS) => text.repeat(Math.floor(chars / text.length))

/** Answers of a model, as Markdown. */
export const MARKDOWN: Record<string, string> = {
  'quotations in quotations': upTo('>'),
  'quotations with spaces': upTo('> '),
  'quotations and words': upTo('> > > > x\n'),
  'numbered lists in one another': upTo('1. '),
  'bullets in one another': upTo('- '),
  'bullets, each deeper': numbered(350, (n) => `${' '.repeat(n)}- x\n`),
  'mixed nesting': upTo('> 1. - '),
  'opening brackets': upTo('['),
  'images of images': upTo('!['),
  'links in links': upTo('[a](', 60_000),
  'reference definitions': numbered(1_500, (n) => `[r${n}]: https://a.example/${n}\n`),
  'references to them': `[r]: https://a.example\n${upTo('[r] ', 60_000)}`,
  'long link': `[x](https://a.example/${upTo('a', 60_000)})`,
  'long titles of links': upTo('[x](a "t) ', 60_000),
  autolinks: upTo('https://a.example/'),
  'autolinks in brackets': upTo('<https://a.example>'),
  'mail addresses': upTo('a@a.'),
  'www words': upTo('www.a '),
  'emphasis never closed': upTo('*a '),
  'emphasis of emphasis': upTo('*_'),
  'strong and weak': upTo('**a*'),
  underscores: upTo('_a__b_'),
  'strike-through': upTo('~~a~'),
  'code ticks never closed': upTo('` '),
  'code ticks of rising length': numbered(340, (n) => `${'`'.repeat(n)} `),
  'code fences': upTo('```\n'),
  'code in bash': `\`\`\`bash\n${upTo('echo "$(a `b` $c)" | sed s/a/b/g; ', 19_000)}\n\`\`\``,
  'code in JavaScript': `\`\`\`js\n${upTo('const a = `b` + c /* d */; ', 60_000)}\n\`\`\``,
  'code of open strings': `\`\`\`python\n${upTo('"""a\'', 60_000)}\n\`\`\``,
  'code in a language that is guessed': `\`\`\`x\n${upTo('<a b="c">{{d}}</a>', 60_000)}\n\`\`\``,
  'wide table': `|${upTo('a|', 20_000)}\n|${upTo('-|', 20_000)}\n|${upTo('b|', 20_000)}`,
  'long table': `|a|b|\n|-|-|\n${upTo('|c|d|\n', 60_000)}`,
  'tables that end at once': upTo('|a|\n|-|\n\n'),
  headings: upTo('# a\n'),
  'underlined headings': upTo('a\n=\n'),
  rules: upTo('---\n'),
  'HTML elements': upTo('<a>'),
  'HTML comments never closed': upTo('<!-- '),
  'HTML declarations': upTo('<?'),
  CDATA: upTo('<![CDATA['),
  entities: upTo('&amp;'),
  'numeric entities': upTo('&#x41;'),
  backslashes: upTo('\\'),
  'line ends': upTo('\n'),
  'spaces at line ends': upTo('a  \n'),
  tabs: upTo('\t'),
  'one long word': upTo('a'),
  'emoji of many parts': upTo('👨‍👩‍👧‍👦'),
  'combining marks': upTo('a\u0301\u0302\u0303'),
  'right to left': upTo('שלום '),
  'task lists': upTo('- [ ] a\n'),
  footnotes: upTo('[^1] '),
}

/** What a person types; a message has 500 characters, a title 200, a description 1,000. */
export const TYPED: Record<string, string> = {
  'one-letter words': upTo('a b c d e f g h i j k l m n o p q r s t u v w x y z ', 500),
  'dates of all kinds': upTo('tomorrow 5pm friday 12.3. next week ', 500),
  'spans of dates': upTo('from monday to friday until 5 ', 500),
  'words of repetition': upTo('every other day except every monday ', 500),
  digits: upTo('1', 500),
  'digits with points': upTo('1.', 500),
  'digits with slashes': upTo('1/2/', 500),
  times: upTo('12:30 ', 500),
  commas: upTo(',', 500),
  ands: upTo('and ', 500),
  adds: upTo('add a and ', 500),
  'add, delete, add, delete': upTo('add a, delete a, ', 500),
  'numbers of tasks': `complete ${upTo('1 and 2, 3 ', 480)}`,
  ordinals: `delete ${upTo('the first and the second ', 480)}`,
  'quotation marks': upTo('"', 500),
  'quotations in quotations': upTo('“a ‘b ', 500),
  tags: upTo('#a ', 500),
  priorities: upTo('!high p1 ', 500),
  'pasted list': upTo('- a\n', 500),
  'pasted list with dates': upTo('1. call mum tomorrow\n', 500),
  'question marks': upTo('what? ', 500),
  not: upTo('not ', 500),
  spaces: `add${upTo(' ', 490)}a`,
  addresses: upTo('https://a.example/?b=c ', 500),
  hyphens: upTo('a-', 500),
  apostrophes: upTo("don't ", 500),
  'numbers in words': upTo('twenty-one ', 500),
  'ago and in': upTo('in 3 days ago ', 500),
  parentheses: upTo('(', 500),
  brackets: upTo('[x](y) ', 500),
  accents: upTo('é́́', 500),
  emoji: upTo('👨‍👩‍👧‍👦', 490),
  'seven languages': upTo('añade add füge ajoute adiciona aggiungi voeg ', 500),
  'percent and underscores': upTo('%_', 500),
  'capital letters that fold': upTo('İ', 500),
  corrections: upTo('no, i mean friday, actually monday, ', 500),
}

/** Recurrence rules: rare, impossible, wide. */
export const RULES: string[] = [
  'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SA',
  'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
  'FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4',
  'FREQ=YEARLY;BYYEARDAY=366;BYDAY=SU',
  'FREQ=DAILY;INTERVAL=99999',
  'FREQ=YEARLY;INTERVAL=1000',
  'FREQ=WEEKLY;INTERVAL=5000;BYDAY=MO',
  'FREQ=DAILY;BYSETPOS=366',
  'FREQ=MONTHLY;BYSETPOS=-366;BYDAY=MO',
  'FREQ=YEARLY;BYWEEKNO=53;BYDAY=FR;BYMONTHDAY=1',
  'FREQ=DAILY;BYDAY=FR;BYMONTHDAY=13;BYMONTH=2',
  `FREQ=DAILY;BYMONTHDAY=${Array.from({ length: 31 }, (_, n) => n + 1).join(',')}`,
  `FREQ=YEARLY;BYYEARDAY=${Array.from({ length: 60 }, (_, n) => n + 1).join(',')};BYSETPOS=-1`,
  'FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=29;BYMONTH=2',
  'FREQ=YEARLY;UNTIL=19700101T000000Z',
  'FREQ=DAILY;COUNT=999999999',
  'FREQ=SECONDLY',
]

/** Bodies of JSON: deep, wide, long. */
export const BODIES: Record<string, string> = {
  'arrays in arrays': many('[', 120_000),
  'closed arrays in arrays': many('[', 60_000) + many(']', 60_000),
  'objects in objects': `${many('{"a":', 40_000)}1${many('}', 40_000)}`,
  'wide array': `{"title":[${upTo('1,', 250_000)}1]}`,
  'wide array of arrays': `{"title":[${upTo('[],', 250_000)}[]]}`,
  'wide array of objects': `{"title":[${upTo('{},', 250_000)}{}]}`,
  'many fields': `{${numbered(15_000, (n) => `"f${n}":1,`)}"title":"x"}`,
  'one field many times': `{${upTo('"a":1,', 250_000)}"title":"x"}`,
  'long text': `{"title":"${upTo('a', 250_000)}"}`,
  'text of escapes': `{"title":"${upTo('\\u0041', 250_000)}"}`,
  'long field name': `{"${upTo('a', 250_000)}":1}`,
  'long number': `{"title":${upTo('1', 250_000)}}`,
  'white space': `{"title":"x"${upTo(' ', 250_000)}}`,
  'white space in text': `{"title":"${upTo(' ', 250_000)}x"}`,
  prototypes: `{"title":[${upTo('{"constructor":{}},', 250_000)}1]}`,
}

/** Queries of lists. */
export const QUERIES: string[] = [
  `q=${encodeURIComponent(upTo('a b c d e f g h i j k l m n o p q r s t u v w x y z ', 2000))}`,
  `q=${encodeURIComponent(upTo('a ', 2000))}`,
  `q=${encodeURIComponent('e a i o t r s n')}`,
  `q=${encodeURIComponent(upTo('%', 200))}`,
  `q=${encodeURIComponent(upTo('_', 200))}`,
  `q=${encodeURIComponent(upTo('\\', 200))}`,
  `q=${encodeURIComponent(upTo('é', 200))}`,
  `q=${upTo('a', 6000)}`,
  `after=${upTo('A', 6000)}`,
  `after=${Buffer.from(many('[', 3000)).toString('base64url')}`,
  upTo('a=1&', 6000),
]

/** UTF-16 units of a file: what an import takes. */
const FILE_CHARS = 4 * 1024 * 1024 - 1000
const file = (text: string) => text.repeat(Math.floor(FILE_CHARS / text.length))

/** Files to import; by their format. */
export const FILES: [format: 'csv' | 'todotxt' | 'ics' | 'markdown', name: string, text: string][] = [
  ['csv', 'nothing but line ends', `title\n${file('\n')}`],
  ['csv', 'a quote that stays open', `title\n"${file('a,\n')}`],
  ['csv', 'quotes', `title\n${file('"')}`],
  ['csv', 'one row of commas', `title\n${file(',')}`],
  ['csv', 'many columns', `title,${file('a,').slice(0, 60_000)}\n${numbered(500, () => `x${','.repeat(8_000)}\n`)}`],
  ['csv', 'dates in words', `title,due\n${numbered(10_000, (n) => `t${n},the ${n % 28}th of next month at noon\n`)}`],
  [
    'csv',
    'rules that are rare',
    `title,repeat\n${numbered(10_000, (n) => `t,"FREQ=YEARLY;INTERVAL=${(n % 900) + 4};BYMONTH=2;BYMONTHDAY=29"\n`)}`,
  ],
  ['csv', 'ten thousand tasks', `title,description\n${numbered(10_000, (n) => `t${n},${'d'.repeat(380)}\n`)}`],
  ['todotxt', 'nothing but line ends', file('\n')],
  ['todotxt', 'one line', file('a ')],
  ['todotxt', 'marks', file('@a +b due:2026-01-01 ')],
  ['todotxt', 'lines of marks', numbered(400, () => `${'@a +b note:%20 '.repeat(600)}\n`)],
  ['todotxt', 'titles once more', numbered(400, () => `${'a title:a%20 '.repeat(700)}\n`)],
  ['ics', 'to-dos that begin', `BEGIN:VCALENDAR\n${file('BEGIN:VTODO\n')}`],
  ['ics', 'to-dos of nothing', `BEGIN:VCALENDAR\n${file('BEGIN:VTODO\nEND:VTODO\n')}`],
  ['ics', 'one to-do', `BEGIN:VCALENDAR\nBEGIN:VTODO\n${file('CATEGORIES:a,b\n')}END:VTODO`],
  [
    'ics',
    'large to-dos',
    `BEGIN:VCALENDAR\n${numbered(60, () => `BEGIN:VTODO\n${'CATEGORIES:a,b\n'.repeat(4_000)}END:VTODO\n`)}`,
  ],
  [
    'ics',
    'folded lines',
    `BEGIN:VCALENDAR\n${numbered(60, () => `BEGIN:VTODO\nSUMMARY:a\n${' b\n'.repeat(20_000)}END:VTODO\n`)}`,
  ],
  [
    'ics',
    'alarms in one another',
    `BEGIN:VCALENDAR\n${numbered(60, () => `BEGIN:VTODO\n${'BEGIN:VALARM\n'.repeat(4_500)}END:VTODO\n`)}`,
  ],
  [
    'ics',
    'parameters',
    `BEGIN:VCALENDAR\n${numbered(60, () => `BEGIN:VTODO\nSUMMARY${';A="b"'.repeat(10_000)}:a\nEND:VTODO\n`)}`,
  ],
  ['markdown', 'nothing but line ends', file('\n')],
  ['markdown', 'headings', file('# tomorrow\n')],
  ['markdown', 'long headings', numbered(1_000, () => `# ${'tomorrow and '.repeat(70)}\n`)],
  ['markdown', 'rules', file('- - - - -\n')],
  ['markdown', 'long rules', file(`${'- '.repeat(1_000)}x\n`)],
  ['markdown', 'dates', numbered(4_000, (n) => `- t${n} ${'every monday tomorrow at 5pm '.repeat(30)}\n`)],
  ['markdown', 'tags', numbered(4_000, () => `${'#a'.repeat(450)}\n`)],
  ['markdown', 'tags alone', numbered(4_000, () => `${'#a '.repeat(330)}!\n`)],
  ['markdown', 'one line', file('- [ ] ')],
]
