/** `bun run test:remote URL`: the black-box tests against a deployed address. */
import { spawn } from 'bun'

const [address = ''] = process.argv.slice(2)
if (!/^https?:/.test(address) || !URL.canParse(address)) {
  console.error('Name the address: bun run test:remote https://todo.example')
  process.exit(2)
}
const tests = spawn([process.execPath, 'test', 'test/remote'], {
  env: { ...process.env, REMOTE_URL: address },
  stdio: ['inherit', 'inherit', 'inherit'],
})
process.exit(await tests.exited)
