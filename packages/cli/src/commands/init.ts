import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { listOf } from '../command/input-fields.ts';
import { initialiseInstance } from '../instance/initialise-instance.ts';
import { initText } from '../output/init-text.ts';

export const init = defineCommand({
  name: 'init',
  impact: 'writes',
  summary: 'Make the keys and the configuration of an instance',
  details: [
    'Makes what is missing and keeps what is there: the operators’ age key pair, to which full originals are sealed,',
    'the keys of the site, and netraven.yaml. "netraven up" works without it, but then no original can be restored in',
    'full. With --recipient existing public keys are used, and no key pair is made.',
  ].join(' '),
  examples: ['netraven init', 'netraven init --recipient age1… --recipient age1…'],
  options: [
    { flags: '--recipient <key>', description: 'age public key of an operator (age1…)', repeatable: true },
    {
      flags: '--identity <file>',
      description: 'where to write a new private key',
      default: 'DIR/operator-identity.txt',
    },
  ],
  input: z
    .object({
      recipient: listOf(z.string().regex(/^age1[0-9a-z]{50,}$/, 'must be an age public key (age1…)')),
      identity: z.string().optional(),
    })
    .refine(({ recipient, identity }) => recipient.length === 0 || identity === undefined, {
      path: ['identity'],
      message: 'cannot be given with --recipient, which makes no private key',
    }),
  run: (context, { recipient, identity }) =>
    initialiseInstance(context, { recipients: recipient, identityFile: identity }),
  print: initText,
});
