import { readFile } from 'node:fs/promises';
import { type SessionEvent, sessionEventSchema } from './session-event.ts';

/**
 * Reads a session log in the order it was written; a last line that is still being written is left out.
 * @throws an error naming the line when the file holds something else
 */
export async function readSessionLog(path: string): Promise<SessionEvent[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').slice(0, -1);
  return lines.map((line, index) => {
    const parsed = sessionEventSchema.safeParse(JSON.parse(line));
    if (!parsed.success)
      throw new Error(`${path}:${index + 1} is not a session event: ${parsed.error.message}`);
    return parsed.data;
  });
}
