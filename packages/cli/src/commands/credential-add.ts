import { NetravenError } from '@netraven/common';
import { type CredentialSecret, siteNameSchema, tagSchema } from '@netraven/common/message';
import { sealCredential } from '@netraven/common/seal';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import type { CommandContext } from '../command/command-context.ts';
import { flag, listOf, wholeNumber } from '../command/input-fields.ts';
import type { Api } from '../instance/open-api.ts';
import { readInstanceConfig } from '../instance/read-instance-config.ts';
import { collectSecret, type SecretParts } from '../secret-input/collect-secret.ts';

export const credentialAdd = defineCommand({
  name: 'credential add',
  impact: 'writes',
  summary: 'Add a login, sealed to the sites that use it',
  details: [
    'Secrets are read from standard input, one on each line in the order password, enable, passphrase, or asked for',
    'on a terminal. They are encrypted here, with the public key of each site, before anything is sent; only the',
    'executors of these sites can open them. Where secrets.recipients are configured, a copy is sealed to the operators',
    'too, who can make copies for other sites from it ("netraven credential share"). A device tries the credentials that share a tag with it, lower',
    'priorities first; a credential without tags serves every device.',
  ].join(' '),
  examples: [
    'pass show net/backup | netraven credential add backup --username netops --password-stdin',
    'netraven credential add lab --username admin --private-key ~/.ssh/lab --tag lab --priority 50',
  ],
  arguments: [{ name: '<name>', description: 'its name' }],
  options: [
    { flags: '--username <name>', description: 'login name' },
    { flags: '--password-stdin', description: 'the password is a line of standard input' },
    {
      flags: '--enable-stdin',
      description: 'the enable password is a line of standard input, after the password',
    },
    { flags: '--private-key <file>', description: 'SSH private key, OpenSSH or PEM' },
    { flags: '--passphrase-stdin', description: 'its passphrase is the last line of standard input' },
    { flags: '--tag <tag>', description: 'only for devices with this tag', repeatable: true },
    {
      flags: '--site <site>',
      description: 'only for this site',
      repeatable: true,
      default: 'every site with a key',
    },
    { flags: '--priority <number>', description: 'lower is tried first', default: '100' },
    { flags: '--replace', description: 'replace a credential of the same name' },
  ],
  input: z.object({
    name: z.string(),
    username: z.string('is required'),
    passwordStdin: flag,
    enableStdin: flag,
    privateKey: z.string().optional(),
    passphraseStdin: flag,
    tag: listOf(tagSchema),
    site: listOf(siteNameSchema),
    priority: wholeNumber(0, 10_000).optional(),
    replace: flag,
  }),
  run: async (context, { name, username, tag, site, priority, replace, ...sources }) => {
    const parts = await collectSecret(context.terminal, sources);
    const api = await context.api();
    const { recipients, without } = await findRecipients(api, site);
    const { replaced } = await api.call('credential.add', {
      name,
      username,
      sealed: await sealForSites(parts, recipients),
      operatorCopy: await sealForOperators(context, parts),
      everySite: site.length === 0,
      holds: [...parts.keys()],
      tags: tag,
      ...(priority === undefined ? {} : { priority }),
      replace,
    });
    return { credential: name, replaced, sites: [...recipients.keys()], holds: [...parts.keys()], without };
  },
  print: ({ credential, replaced, sites, without }) => {
    const done = `${credential} ${replaced ? 'replaced' : 'added'}, sealed to ${sites.join(', ')}\n`;
    if (without.length === 0) return done;
    return `${done}not for ${without.join(', ')}: no key there yet (netraven site add)\n`;
  },
});

interface Recipients {
  /** Site → its public key. */
  readonly recipients: ReadonlyMap<string, string>;
  /** Sites left out because they have no key yet. */
  readonly without: readonly string[];
}

/** @throws NETRAVEN_NOT_FOUND for an unknown site, NETRAVEN_CONFLICT where no site has a key to seal to */
async function findRecipients(api: Api, wanted: readonly string[]): Promise<Recipients> {
  const { sites } = await api.call('site.list', {});
  const known = new Map(sites.map(({ name, recipient }) => [name, recipient]));
  const unknown = wanted.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new NetravenError('NETRAVEN_NOT_FOUND', `no such site: ${unknown.join(', ')}`);
  }
  const recipients = new Map<string, string>();
  const without: string[] = [];
  for (const name of wanted.length > 0 ? wanted : known.keys()) {
    const recipient = known.get(name) ?? null;
    if (recipient === null) without.push(name);
    else recipients.set(name, recipient);
  }
  if (recipients.size > 0 && (wanted.length === 0 || without.length === 0)) return { recipients, without };
  throw new NetravenError(
    'NETRAVEN_CONFLICT',
    without.length > 0 ? `no key to seal to at ${without.join(', ')}` : 'there is no site yet',
    { hint: 'Make the keys of the site with "netraven site add NAME".' },
  );
}

async function sealForOperators(context: CommandContext, parts: SecretParts): Promise<string | null> {
  const { recipients } = (await readInstanceConfig(context.paths, context.environment)).config.secrets;
  return recipients.length === 0 ? null : await sealCredential(secretOf(parts), recipients);
}

function secretOf(parts: SecretParts): CredentialSecret {
  return Object.fromEntries([...parts].map(([part, value]) => [part, value.reveal()]));
}

async function sealForSites(
  parts: SecretParts,
  recipients: ReadonlyMap<string, string>,
): Promise<Record<string, string>> {
  const secret = secretOf(parts);
  const sealed: Record<string, string> = {};
  for (const [site, recipient] of recipients) sealed[site] = await sealCredential(secret, [recipient]);
  return sealed;
}
