import { z } from 'zod';
import { defineCommand } from '../command/command.ts';

export const redact = defineCommand({
  name: 'redact',
  impact: 'reads',
  summary: 'Redact a configuration: standard input to standard output, line in step with line',
  details: 'For checking what would be stored, and for other tools. Nothing leaves this machine.',
  examples: ['ssh core-1 "show running-config" | netraven redact --platform cisco_ios'],
  options: [
    { flags: '--platform <platform>', description: 'see "netraven platform list"', default: 'generic' },
  ],
  input: z.object({ platform: z.string().optional() }),
  run: async function* (_context, { platform }): AsyncGenerator<never> {
    process.argv.splice(2, process.argv.length, ...(platform === undefined ? [] : ['--platform', platform]));
    await import('@netraven/executor/redact-stdin');
  },
  print: () => '',
});
