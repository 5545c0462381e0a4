import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ssh2, { type ParsedKey } from 'ssh2';

const RSA_BITS = 2048;

/** The keys every device of one simulator shows: making a pair per device would cost minutes for thousands. */
export type HostKeys = readonly ParsedKey[];

let sharedKeys: Promise<HostKeys> | undefined;

/**
 * Opens an ed25519 and an RSA host key.
 * @param folder keeps them, so that devices have the same keys at the next start; without one, all simulators of
 *   this process share a pair made at the first start
 */
export function openHostKeys(folder: string | undefined): Promise<HostKeys> {
  if (folder !== undefined) return keepKeys(folder);
  sharedKeys ??= keepKeys(undefined);
  return sharedKeys;
}

/** A new ed25519 key alone, for a device whose key changes. */
export async function makeHostKeys(): Promise<HostKeys> {
  return [await keepKey(undefined, 'host_ed25519', () => ssh2.utils.generateKeyPairSync('ed25519'))];
}

async function keepKeys(folder: string | undefined): Promise<HostKeys> {
  if (folder !== undefined) await mkdir(folder, { recursive: true, mode: 0o700 });
  const ed25519 = await keepKey(folder, 'host_ed25519', () => ssh2.utils.generateKeyPairSync('ed25519'));
  const rsa = await keepKey(folder, 'host_rsa', () =>
    ssh2.utils.generateKeyPairSync('rsa', { bits: RSA_BITS }),
  );
  return [ed25519, rsa];
}

async function keepKey(
  folder: string | undefined,
  name: string,
  make: () => { readonly private: string },
): Promise<ParsedKey> {
  const path = folder === undefined ? undefined : join(folder, name);
  const kept = path === undefined ? undefined : await readFile(path, 'utf8').catch(() => undefined);
  const keptKey = kept === undefined ? undefined : parseKey(kept);
  if (keptKey) return keptKey;
  for (;;) {
    const text = make().private;
    const key = parseKey(text);
    // ssh2 1.17 drops leading zero bytes of an ed25519 key, so that one in 128 cannot be read again.
    if (!key) continue;
    if (path !== undefined) await writeFile(path, text, { mode: 0o600 });
    return key;
  }
}

function parseKey(text: string): ParsedKey | undefined {
  const parsed: ParsedKey | ParsedKey[] | Error = ssh2.utils.parseKey(text);
  if (parsed instanceof Error) return undefined;
  return Array.isArray(parsed) ? parsed[0] : parsed;
}
