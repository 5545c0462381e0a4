import { commands } from './commands/index.ts';
import { commandReference } from './output/command-reference.ts';

export { deployConfigs } from './nats-config/deploy-configs.ts';

/** docs/cli.md: the page on all commands. */
export function cliPage(): string {
  return commandReference(commands);
}
