import { NetravenError } from '@netraven/common';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { readInstanceConfig } from '../instance/read-instance-config.ts';
import { exitCodes } from '../output/exit-code.ts';
import { openProgress } from '../output/open-progress.ts';
import { printable } from '../output/printable.ts';
import { readOperatorIdentities } from '../sealed/read-operator-identities.ts';
import { rotateRecipients } from '../sealed/rotate-recipients.ts';

export const keyRotate = defineCommand({
  name: 'key rotate',
  impact: 'writes',
  summary: 'Seal the current originals to the recipients that are configured now',
  details: [
    'After secrets.recipients was changed and the service restarted: opens each current original with the old key,',
    'here, and hands it back sealed to the new recipients, one commit for each device. Run it again after an',
    'interruption: it goes on where it was. Backups do the same for each device they reach, so that only devices out of',
    'reach need this command. Versions before the current ones stay readable to the old keys only: keep them.',
  ].join(' '),
  examples: ['netraven key rotate --identity ~/old-operator-identity.txt'],
  options: [{ flags: '--identity <file>', description: 'age private key that opens them now, mode 0600' }],
  input: z.object({ identity: z.string('is required') }),
  run: async (context, { identity }) => {
    const { config } = await readInstanceConfig(context.paths, context.environment);
    const { recipients } = config.secrets;
    if (recipients.length === 0) {
      throw new NetravenError(
        'NETRAVEN_CONFIG_INVALID',
        'secrets.recipients: expected a public key, got none',
        {
          hint: `Name the new recipients in ${context.paths.settings}, or run "netraven init".`,
        },
      );
    }
    const identities = await readOperatorIdentities(identity);
    const progress = openProgress(context.terminal, { total: 0, noun: 'originals' });
    try {
      const rotation = await rotateRecipients(
        await context.api(),
        { identities, recipients },
        { progress, signal: context.interrupted() },
      );
      return { recipients, ...rotation };
    } finally {
      progress.close();
    }
  },
  print: ({ resealed, failed, pending, recipients }) =>
    [
      `${resealed} originals sealed to ${recipients.join(', ')}\n`,
      ...failed.map(({ device, error }) => `${device}: ${printable(error.message)} (${error.code})\n`),
      pending === 0 ? '' : `${pending} are not committed yet: run this again to see them done\n`,
    ].join(''),
  exitCode: ({ failed, pending }) => (failed.length + pending > 0 ? exitCodes.someFailed : exitCodes.done),
});
