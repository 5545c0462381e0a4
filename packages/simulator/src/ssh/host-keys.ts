import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ssh2, { type ParsedKey } from 'ssh2';

const RSA_BITS = 2048;

/** The keys every device of one simulator shows: making a pair per device would cost minutes for thousands. */
export type HostKeys = readonly ParsedKey[];

/**
 * Makes an ed25519 and an RSA host key.
 * @param folder keeps them, so that devices have the same keys at the next start; made anew in memory when absent
 */
export async function openHostKeys(folder: string | undefined): Promise<HostKeys> {
  if (folder !== undefined) await mkdir(folder, { recursive: true, mode: 0o700 });
  const ed25519 = await keepKey(
    folder,
    'host_ed25519',
    () => ssh2.utils.generateKeyPairSync('ed25519').private,
  );
  const rsa = await keepKey(
    folder,
    'host_rsa',
    () => ssh2.utils.generateKeyPairSync('rsa', { bits: RSA_BITS }).private,
  );
  return [parseKey(ed25519), parseKey(rsa)];
}

async function keepKey(folder: string | undefined, name: string, make: () => string): Promise<string> {
  if (folder === undefined) return make();
  const path = join(folder, name);
  const kept = await readFile(path, 'utf8').catch(() => undefined);
  if (kept !== undefined) return kept;
  const made = make();
  await writeFile(path, made, { mode: 0o600 });
  return made;
}

function parseKey(text: string): ParsedKey {
  const parsed = ssh2.utils.parseKey(text);
  if (parsed instanceof Error) throw parsed;
  return Array.isArray(parsed) ? parsed[0] : parsed;
}
