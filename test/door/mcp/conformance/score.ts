/**
 * `score.ts VERSION LEAST REQUIRED RESULT`: how many of the scenarios that a revision requires were passed, read from what
 * the suite printed. Ends with 1 when there are fewer than LEAST.
 */
const [version, least, required_file = '', result_file = ''] = process.argv.slice(2)

const main = async () => {
  const required = await Bun.file(required_file).text()
  const [, server = ''] = /^Server scenarios[^\n]*\n((?: {2}- [^\n]*\n)+)/m.exec(required) ?? []
  const scenarios = [...server.matchAll(/^ {2}- (\S+)/gm)].map(([, name]) => name)
  const result = await Bun.file(result_file).text()
  const [, summary = ''] = /=== SUMMARY ===\n([\s\S]*)/.exec(result) ?? []
  const passed = new Set([...summary.matchAll(/^✓ (\S+):/gm)].map(([, name]) => name))
  const missed = scenarios.filter((name) => !passed.has(name))
  const score = scenarios.length - missed.length
  process.stdout.write(
    `conformance ${version}: ${score}/${scenarios.length}; missing: ${missed.join(', ') || 'nothing'}\n`,
  )
  if (scenarios.length === 0 || score < Number(least)) process.exit(1)
}

void main()
