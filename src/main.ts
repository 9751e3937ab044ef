/** Names the commands, nothing more. No top-level await and no exports: bytecode of the compiled binary allows neither. */
import { execute } from './cli/command.ts'
import { healthcheck } from './cli/healthcheck.ts'
import { helpFor } from './cli/help.ts'
import { mcp } from './cli/mcp.ts'
import { migrate } from './cli/migrate.ts'
import { serve } from './cli/serve.ts'
import { processTerminal } from './cli/terminal.ts'
import { version } from './cli/version.ts'

const main = async () => {
  // The first is what happens without a command.
  const commands = [serve, migrate, mcp, healthcheck, version]
  process.exit(await execute([...commands, helpFor(commands)], process.argv.slice(2), processTerminal()))
}

void main()
