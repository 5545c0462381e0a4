import { readFile } from 'node:fs/promises';
import { type Transcript, transcriptSchema } from '@netraven/common/transcript';
import { parse } from 'yaml';
import { z } from 'zod';

/**
 * Reads a transcript file.
 * @throws an error naming the file, the field and the rule when it is not one
 */
export async function readTranscript(path: string): Promise<Transcript> {
  const parsed = transcriptSchema.safeParse(parse(await readFile(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path} is not a transcript:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
