import { readFile } from 'node:fs/promises';
import { NetravenError } from '@netraven/common';
import { deviceNameSchema } from '@netraven/common/message';
import { addPlatforms, findPlatform, type Platform, parsePlatform } from '@netraven/common/platform';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { addOperatorPlatforms } from '../instance/add-operator-platforms.ts';
import { exitCodes } from '../output/exit-code.ts';
import { trialText } from '../output/trial-text.ts';
import { tryDevice } from '../trial/try-device.ts';

export const platformCheck = defineCommand({
  name: 'platform check',
  impact: 'reads',
  summary: 'Check a platform written as YAML, and try it on a device if one is named',
  details: [
    'A mistake is told with field, rule and value. With --device the device is read once as this platform, from this',
    'machine, which must hold the key of its site; standard output is the text that would be stored, redacted, and',
    'standard error says what else was found. Nothing is stored. While another session with the device is open, this',
    'one waits.',
  ].join(' '),
  examples: [
    'netraven platform check platforms/acme_os.yaml',
    'netraven platform check platforms/acme_os.yaml --device core-1',
  ],
  arguments: [{ name: '<file>', description: 'YAML, as "netraven platform show" prints it' }],
  options: [
    { flags: '--device <device>', description: 'read this device of the inventory with it' },
    { flags: '--record <file>', description: 'write the session there as a transcript, failed or not' },
  ],
  input: z.object({
    file: z.string(),
    device: deviceNameSchema.optional(),
    record: z.string().min(1, 'must not be empty').optional(),
  }),
  run: async (context, { file, device, record }) => {
    await addOperatorPlatforms(context);
    const platform = parsePlatform(file, await readText(file));
    const known = findPlatform(platform.name);
    const replaces = known?.name === platform.name ? known.title : null;
    const checked = { file, name: platform.name, title: platform.title, replaces };
    if (device === undefined) return { ...checked, trial: null };
    addPlatforms([platform]);
    const { transcript: _, ...trial } = await tryDevice(context, { device, platform: platform.name, record });
    if (!context.isJson) context.terminal.stderr.write(trialText(trial, context.terminal.errorStyle));
    return { ...checked, trial };
  },
  print: ({ trial, ...checked }) => trial?.text ?? describe(checked),
  exitCode: ({ trial }) => (trial !== null && trial.reason !== null ? exitCodes.someFailed : exitCodes.done),
});

function describe({
  file,
  name,
  title,
  replaces,
}: Pick<Platform, 'name' | 'title'> & { file: string; replaces: string | null }): string {
  const instead = replaces === null ? '' : `; it replaces ${replaces}`;
  return `${file}: ${name}, ${title}, is a valid platform${instead}\n`;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new NetravenError('NETRAVEN_USAGE', `cannot read ${file}: ${reason}`, { cause });
  }
}
