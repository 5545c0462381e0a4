import { readFile } from 'node:fs/promises';
import { text as readStream } from 'node:stream/consumers';
import { NetravenError } from '@netraven/common';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import type { CommandContext } from '../command/command-context.ts';
import { flag } from '../command/input-fields.ts';
import { deviceColumns, fileFormats } from '../device-file/device-rows.ts';
import { importRows } from '../device-file/import-rows.ts';
import { formatOfFile, parseDeviceFile } from '../device-file/parse-device-file.ts';
import { exitCodes } from '../output/exit-code.ts';
import { importText } from '../output/import-text.ts';
import { openProgress } from '../output/open-progress.ts';

const routerColumns = [...deviceColumns, 'state', '-'] as const;
const columnsSchema = z
  .string()
  .transform((text) => text.split(',').map((column) => column.trim()))
  .pipe(z.array(z.enum(routerColumns, `must be of ${routerColumns.join(', ')}`)));

export const deviceImport = defineCommand({
  name: 'device import',
  impact: 'writes',
  summary: 'Add or update devices from a file, all of them or none',
  details: [
    'CSV, separated by commas or semicolons, with the columns name,host,port,platform,site,tags (the first line names',
    'them, others are ignored; host is the name unless given; tags are separated by ; or blanks), JSON or YAML (a list of devices with the same fields), or router.db of RANCID and Oxidized. Each wrong',
    'row is listed with its reason, and then nothing is imported. FILE - is standard input.',
  ].join(' '),
  examples: [
    'netraven device import devices.csv --dry-run',
    'netraven device import router.db --columns name,host,platform,tags',
  ],
  arguments: [{ name: '<file>', description: 'the file, or - for standard input' }],
  options: [
    { flags: '--dry-run', description: 'check every row, change nothing' },
    { flags: '--format <format>', description: fileFormats.join(', '), default: 'by the name of the file' },
    { flags: '--delimiter <text>', description: 'of router.db', default: '; or :' },
    { flags: '--columns <list>', description: 'of router.db, separated by commas', default: 'found out' },
  ],
  input: z.object({
    file: z.string(),
    dryRun: flag,
    format: z.enum(fileFormats, `must be ${fileFormats.join(', ')}`).optional(),
    delimiter: z.string().min(1, 'must not be empty').optional(),
    columns: columnsSchema.optional(),
  }),
  run: async (context, { file, format, dryRun, delimiter, columns }) => {
    const known = format ?? (file === '-' ? 'csv' : formatOfFile(file));
    if (known === undefined) {
      throw new NetravenError('NETRAVEN_USAGE', `the name ${file} does not tell the format`, {
        hint: `Add --format with one of ${fileFormats.join(', ')}.`,
      });
    }
    const parsed = parseDeviceFile(await readInput(file, context), known, { delimiter, columns });
    const progress = openProgress(context.terminal, { total: parsed.rows.length, noun: 'devices' });
    try {
      return await importRows(await context.api(), parsed, { dryRun, onProgress: progress.update });
    } finally {
      progress.close();
    }
  },
  print: importText,
  exitCode: ({ errors }) => (errors.length > 0 ? exitCodes.usage : exitCodes.done),
});

async function readInput(file: string, { terminal }: CommandContext): Promise<string> {
  if (file === '-') return readStream(terminal.stdin);
  return readFile(file, 'utf8').catch((cause: Error) => {
    throw new NetravenError('NETRAVEN_USAGE', `cannot read ${file}: ${cause.message}`, { cause });
  });
}
