import { zstdDecompressSync } from 'node:zlib';
import type { ApiOutput } from '@netraven/common/api';
import { deviceNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import type { Api } from '../instance/open-api.ts';

export const configShow = defineCommand({
  name: 'config show',
  impact: 'reads',
  summary: 'The stored configuration of a device, byte for byte and nothing else',
  examples: [
    'netraven config show core-1',
    'netraven config show core-1 --at 2026-11-01',
    'netraven config show core-1 --at ~1',
  ],
  arguments: [{ name: '<device>', description: 'name in the inventory' }],
  options: [
    {
      flags: '--at <revision>',
      description: 'a commit, ~N for N versions ago, or a date',
      default: 'newest',
    },
  ],
  input: z.object({ device: deviceNameSchema, at: z.string().optional() }),
  run: async (context, { device, at }) => loadText(await context.api(), device, at),
  print: ({ text }) => text,
});

/** A version with its whole text, which comes in slices. */
export async function loadText(api: Api, device: string, at: string | undefined) {
  const ask = (offset: number, revision: string | undefined) =>
    api.call('config.show', { device, offset, ...(revision === undefined ? {} : { at: revision }) });
  const first: ApiOutput<'config.show'> = await ask(0, at);
  const slices = [Buffer.from(first.data, 'base64')];
  // The rest of the same version, even if a newer one is stored in the meantime.
  for (let bytes = slices[0]?.length ?? 0; bytes < first.total; ) {
    const { data } = await ask(bytes, first.version.commit);
    const slice = Buffer.from(data, 'base64');
    if (slice.length === 0) throw new Error(`config.show answered nothing at ${bytes} of ${first.total}`);
    slices.push(slice);
    bytes += slice.length;
  }
  const text = zstdDecompressSync(Buffer.concat(slices)).toString('utf8');
  return { device, path: first.path, version: first.version, text };
}
