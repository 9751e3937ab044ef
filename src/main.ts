/** Names the commands, nothing more. No top-level await and no exports: bytecode of the compiled binary allows neither. */
import { audit } from './cli/audit.ts'
import { backup, fingerprint, restore } from './cli/backup.ts'
import { execute } from './cli/command.ts'
import { doctor } from './cli/doctor.ts'
import { evalCommand } from './cli/eval/command.ts'
import { healthcheck } from './cli/healthcheck.ts'
import { helpFor } from './cli/help.ts'
import { mcpCommand } from './cli/mcp.ts'
import { migrate } from './cli/migrate.ts'
import { openApi } from './cli/openapi.ts'
import { token, user } from './cli/people.ts'
import { serve } from './cli/serve.ts'
import { processTerminal } from './cli/terminal.ts'
import { version } from './cli/version.ts'

const main = async () => {
  // The first is what happens without a command.
  const commands = [
    serve,
    migrate,
    doctor,
    backup,
    restore,
    fingerprint,
    audit,
    user,
    token,
    mcpCommand,
    healthcheck,
    openApi,
    evalCommand,
    version,
  ]
  process.exit(await execute([...commands, helpFor(commands)], process.argv.slice(2), processTerminal()))
}

void main()
