import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fingerprintKeySource, hasKeySource, readKey } from '@netraven/common/config';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import type { CommandContext } from '../command/command-context.ts';
import { addOperatorPlatforms } from '../instance/add-operator-platforms.ts';
import { fileExists } from '../instance/file-exists.ts';
import { inInstance } from '../instance/instance-paths.ts';
import { readInstanceConfig } from '../instance/read-instance-config.ts';

export const redact = defineCommand({
  name: 'redact',
  impact: 'reads',
  summary: 'Redact a configuration: standard input to standard output, line in step with line',
  details: [
    'For checking what would be stored, and for other tools; nothing leaves this machine. With the key of the instance',
    'the tokens are those of the stored configurations; without one they can be compared within one run only.',
  ].join(' '),
  examples: ['ssh core-1 "show running-config" | netraven redact --platform cisco_ios'],
  options: [
    { flags: '--platform <platform>', description: 'adds its rules to the general ones' },
    {
      flags: '--device <name>',
      description: 'the device, by which values of the kinds in secrets.distinctKinds are kept apart',
    },
  ],
  input: z.object({ platform: z.string().optional(), device: z.string().optional() }),
  run: async (context, { platform, device }) => {
    const { stdin, stdout, stderr } = context.terminal;
    await addOperatorPlatforms(context);
    const { fingerprintKey, redactStream } = await import('@netraven/executor/redact-stdin');
    await redactStream({
      input: stdin,
      write: async (text) => {
        if (!stdout.write(text)) await once(stdout, 'drain');
      },
      platform,
      notify: (text) => stderr.write(`${text}\n`),
      key: await openKey(context, fingerprintKey),
      device,
    });
    return undefined;
  },
  print: () => '',
});

/** The key of the instance with its distinct kinds; a random one where there is none. */
async function openKey<Key>(
  { paths, environment }: CommandContext,
  open: (secret: Uint8Array, distinctKinds: readonly string[]) => Key,
): Promise<Key> {
  const { secrets } = (await readInstanceConfig(paths, environment)).config;
  const bytes = await readFingerprintKey({ paths, environment }, secrets);
  return open(bytes, secrets.distinctKinds ?? []);
}

async function readFingerprintKey(
  { paths, environment }: Pick<CommandContext, 'paths' | 'environment'>,
  secrets: Parameters<typeof fingerprintKeySource>[0],
): Promise<Uint8Array> {
  const named = fingerprintKeySource(secrets);
  const isNamed = hasKeySource(named, environment);
  const file = isNamed ? named.file && inInstance(paths, named.file) : paths.fingerprintKey;
  if (!isNamed && !(await fileExists(paths.fingerprintKey))) return randomBytes(32);
  return Buffer.from((await readKey({ ...named, file }, environment)).reveal(), 'base64');
}
