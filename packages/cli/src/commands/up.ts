import { once } from 'node:events';
import { SECOND } from '@netraven/common';
import { siteNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import type { CommandContext } from '../command/command-context.ts';
import { wholeNumber } from '../command/input-fields.ts';
import { count } from '../output/format.ts';
import { openStatusLine } from '../output/open-status-line.ts';
import { alarmText } from '../up/log-line.ts';
import type { Instance, InstanceFacts } from '../up/start-instance.ts';

export const up = defineCommand({
  name: 'up',
  impact: 'writes',
  summary: 'Run the whole system on this machine',
  details: [
    'Brings its own NATS and PostgreSQL unless nats.url or database.url are set in DIR/netraven.yaml or NETRAVEN_',
    'variables. Prints one line with "ready" and stays; Ctrl-C or SIGTERM stops everything, executors first, within',
    'half a minute; a second Ctrl-C at once. Logs are in DIR/log.',
  ].join(' '),
  examples: ['netraven up', 'netraven up --dir /var/lib/netraven --executors 4'],
  options: [
    { flags: '--site <site>', description: 'of the executors on this machine', default: 'default' },
    { flags: '--executors <number>', description: 'executors to start, 0 to 64', default: '1' },
  ],
  isService: true,
  input: z.object({ site: siteNameSchema.optional(), executors: wholeNumber(0, 64).optional() }),
  run: async function* (context, { site, executors = 1 }): AsyncGenerator<InstanceFacts> {
    const signal = context.interrupted();
    const instance = await start(context, { site, executors, signal });
    if (!instance) return;
    await using _running = instance;
    process.once('exit', () => instance.kill());
    yield instance.facts;
    if (signal.aborted) return;
    await once(signal, 'abort');
    const grace = `sessions get up to ${Math.ceil(instance.stopGraceMs / SECOND)} s to finish`;
    context.terminal.stderr.write(`stopping; ${grace}, Ctrl-C again to end at once\n`);
  },
  print: (facts) => `${readyText(facts)}\n`,
  toJson: (facts) => ({ ready: true, ...facts }),
});

async function start(
  { paths, environment, terminal }: CommandContext,
  options: { site: string | undefined; executors: number; signal: AbortSignal },
): Promise<Instance | undefined> {
  // The servers' libraries are not loaded for every command.
  const { startInstance } = await import('../up/start-instance.ts');
  const status = openStatusLine(terminal);
  const sayStopping = () => status.print('stopping; Ctrl-C again to end at once');
  options.signal.addEventListener('abort', sayStopping, { once: true });
  try {
    return await startInstance({
      paths,
      environment,
      ...options,
      onProgress: status.show,
      onLogLine: (name, line) => {
        const alarm = alarmText(name, line, terminal.errorStyle);
        if (alarm !== undefined) status.print(alarm);
      },
    });
  } catch (error) {
    if (options.signal.aborted) return undefined;
    throw error;
  } finally {
    options.signal.removeEventListener('abort', sayStopping);
    status.close();
  }
}

function readyText(facts: InstanceFacts): string {
  const parts = [
    `NATS ${facts.nats}`,
    `PostgreSQL ${facts.database}${facts.outsideDir === null ? '' : ` (files in ${facts.outsideDir})`}`,
    `repository ${facts.repository}`,
    `${count(facts.executors, 'executor')} at site ${facts.site}`,
    facts.metrics === null ? '' : `metrics ${facts.metrics}`,
    facts.recipients > 0 ? '' : 'no full restore without recipients (netraven init)',
  ];
  return `netraven is ready in ${facts.dir}: ${parts.filter((part) => part !== '').join(', ')}`;
}
