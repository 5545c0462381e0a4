import { once } from 'node:events';
import { resolve } from 'node:path';
import { deviceNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { writePrivate } from '../instance/write-private.ts';
import { loadSealed } from '../sealed/load-sealed.ts';
import { openOriginal } from '../sealed/open-original.ts';
import { readOperatorIdentities } from '../sealed/read-operator-identities.ts';

export const configRestore = defineCommand({
  name: 'config restore',
  impact: 'reads',
  summary: 'The exact original of a configuration, secrets included, for who holds the key',
  details: [
    'Fetches the sealed original and opens it here: the key does not leave this machine, and the original is printed,',
    'or written to a file that only its owner may read, and nowhere else. It is what the device printed, to the byte.',
    'For a device that encrypts values anew at each read, the newest version comes from its newest backup. Nothing is',
    'sent to the device. Without netraven: git show COMMIT:SITE/DEVICE.cfg.age | age -d -i FILE.',
  ].join(' '),
  examples: [
    'netraven config restore core-1 --identity ~/operator-identity.txt -o core-1.cfg',
    'netraven config restore core-1 --at ~1 --identity ~/operator-identity.txt | diff - core-1.cfg',
  ],
  arguments: [{ name: '<device>', description: 'name in the inventory' }],
  options: [
    { flags: '--identity <file>', description: 'age private key of an operator, mode 0600' },
    {
      flags: '--at <revision>',
      description: 'a commit, ~N for N versions ago, or a date',
      default: 'newest',
    },
    { flags: '-o, --output <file>', description: 'write it there, mode 0600', default: 'standard output' },
  ],
  input: z.object({
    device: deviceNameSchema,
    identity: z.string('is required'),
    at: z.string().optional(),
    output: z.string().min(1, 'must not be empty').optional(),
  }),
  run: async (context, { device, identity, at, output }) => {
    const identities = await readOperatorIdentities(identity);
    const api = await context.api();
    const original = await loadSealed(api, { device, ...(at === undefined ? {} : { at }) });
    const text = await openOriginal(device, original, identities);
    const facts = {
      device,
      version: original.version,
      path: original.path,
      from: original.from,
      bytes: text.length,
    };
    if (output !== undefined) {
      const file = resolve(output);
      await writePrivate(file, text);
      return { ...facts, file };
    }
    if (context.isJson) return { ...facts, text: text.toString('utf8') };
    const { stdout } = context.terminal;
    if (!stdout.write(text)) await once(stdout, 'drain');
    return undefined;
  },
  print: (restored) =>
    'file' in restored
      ? `${restored.file}: ${restored.bytes} bytes, ${restored.device} as of ${restored.version.capturedAt}\n`
      : '',
});
