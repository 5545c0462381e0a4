import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { NetravenError } from '@netraven/common';
import { generateIdentity, parseIdentities } from '@netraven/common/seal';
import { parseDocument } from 'yaml';
import type { CommandContext } from '../command/command-context.ts';
import { count } from '../output/format.ts';
import { ensureFingerprintKey, ensureSiteIdentity } from './ensure-keys.ts';
import { fileExists } from './file-exists.ts';
import type { InstancePaths } from './instance-paths.ts';
import { readInstanceConfig } from './read-instance-config.ts';
import { ensurePrivateFolder, writePrivate } from './write-private.ts';

/** What an instance has after `init`. */
export interface InitialisedInstance {
  readonly dir: string;
  readonly settings: string;
  /** Public keys the originals are sealed to. */
  readonly recipients: readonly string[];
  /** The private key that was made now, for an operator to keep; null when none was. */
  readonly identityFile: string | null;
  /** Public key of the site of this machine. */
  readonly site: { readonly name: string; readonly recipient: string };
  /** Whether `up` runs without the recipients that were entered now. */
  readonly needsRestart: boolean;
}

/**
 * Makes keys and settings that are missing; what is there stays.
 * @throws NETRAVEN_CONFLICT when recipients or a file for a new key are given, and recipients are configured already
 */
export async function initialiseInstance(
  { paths, environment }: Pick<CommandContext, 'paths' | 'environment'>,
  wanted: { readonly recipients: readonly string[]; readonly identityFile: string | undefined },
): Promise<InitialisedInstance> {
  await ensurePrivateFolder(paths.dir);
  const { config } = await readInstanceConfig(paths, environment);
  await ensureFingerprintKey(paths);
  const site = config.executor.site;
  const { recipient } = await ensureSiteIdentity(paths, site);
  const known = config.secrets.recipients;
  if (known.length > 0 && wanted.recipients.length > 0) {
    throw new NetravenError(
      'NETRAVEN_CONFLICT',
      `${paths.settings} names ${count(known.length, 'recipient')} already`,
      {
        hint: 'Edit secrets.recipients there; what was sealed before stays sealed to the old ones.',
      },
    );
  }
  if (known.length > 0 && wanted.identityFile !== undefined) {
    throw new NetravenError(
      'NETRAVEN_CONFLICT',
      `${paths.settings} names ${count(known.length, 'recipient')} already: no key pair is made, nothing is written to ${wanted.identityFile}`,
      {
        hint: 'Leave --identity away; to add an operator, add their public key to secrets.recipients there.',
      },
    );
  }
  const identityFile = resolve(wanted.identityFile ?? paths.operatorIdentity);
  const isMade = known.length === 0 && wanted.recipients.length === 0;
  const recipients = isMade ? [await ensureOperatorIdentity(identityFile)] : [...known, ...wanted.recipients];
  if (known.length === 0) await writeRecipients(paths, recipients);
  return {
    dir: paths.dir,
    settings: paths.settings,
    recipients,
    identityFile: isMade ? identityFile : null,
    site: { name: site, recipient },
    needsRestart: known.length === 0 && (await fileExists(paths.endpoint)),
  };
}

/** Makes the operators' key pair in the form of age-keygen, or takes up the one an interrupted `init` left. */
async function ensureOperatorIdentity(file: string): Promise<string> {
  if (await fileExists(file)) {
    const [pair] = await parseIdentities(await readFile(file, 'utf8'));
    if (pair) return pair.recipient;
  }
  const { identity, recipient } = await generateIdentity();
  const created = new Date().toISOString();
  await writePrivate(file, `# created: ${created}\n# public key: ${recipient}\n${identity}\n`);
  return recipient;
}

const template = `# Settings of this netraven. NETRAVEN_ variables win over this file: nats.url is NETRAVEN_NATS_URL.
# "netraven up" brings its own NATS and PostgreSQL unless nats.url and database.url name others.
secrets:
  # age public keys of the operators. Full originals are sealed to them; only their private keys restore in full.
  recipients: []
`;

/** Enters the recipients; comments and other settings of the file stay. */
async function writeRecipients(paths: InstancePaths, recipients: readonly string[]): Promise<void> {
  const text = (await fileExists(paths.settings)) ? await readFile(paths.settings, 'utf8') : template;
  const document = parseDocument(text);
  document.setIn(['secrets', 'recipients'], document.createNode([...recipients]));
  await writePrivate(paths.settings, document.toString({ lineWidth: 0 }));
}
