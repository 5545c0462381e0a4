import { NetravenError, type Secret } from '@netraven/common';
import type { ApiOutput } from '@netraven/common/api';
import { siteNameSchema } from '@netraven/common/message';
import { openCredential, sealCredential } from '@netraven/common/seal';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { flag, listOf } from '../command/input-fields.ts';
import type { Api } from '../instance/open-api.ts';
import { exitCodes } from '../output/exit-code.ts';
import { readOperatorIdentities } from '../sealed/read-operator-identities.ts';

export const credentialShare = defineCommand({
  name: 'credential share',
  impact: 'writes',
  summary: 'Make the copies of credentials that sites lack, from those sealed to the operators',
  details: [
    'Opens the copy that is sealed to the operators, here, and seals one to each site that lacks it. Without names all',
    'credentials that are meant for every site; a credential that was added for some sites alone is shared with another',
    'only by name. With --renew copies that are there are made anew, after the key of a site was replaced.',
  ].join(' '),
  examples: [
    'netraven credential share --site fra --identity ~/operator-identity.txt',
    'netraven credential share lab --site fra --identity ~/operator-identity.txt',
  ],
  arguments: [{ name: '[credential...]', description: 'see "netraven credential list"' }],
  options: [
    { flags: '--identity <file>', description: 'age private key of an operator, mode 0600' },
    {
      flags: '--site <site>',
      description: 'only for this site',
      repeatable: true,
      default: 'every site with a key',
    },
    { flags: '--renew', description: 'also where a copy is there' },
  ],
  input: z.object({
    credential: z.array(z.string()).default([]),
    identity: z.string('is required'),
    site: listOf(siteNameSchema),
    renew: flag,
  }),
  run: async (context, { credential: names, identity, site: wanted, renew }) => {
    const identities = await readOperatorIdentities(identity);
    const api = await context.api();
    const recipients = await findRecipients(api, wanted);
    const { credentials } = await api.call('credential.list', {});
    const unknown = names.filter((name) => !credentials.some((one) => one.name === name));
    if (unknown.length > 0)
      throw new NetravenError('NETRAVEN_NOT_FOUND', `there is no credential ${unknown.join(', ')}`);
    const plan = planShares(credentials, { names, sites: [...recipients.keys()], renew });
    const shared: Shared[] = [];
    const failed: string[] = [];
    for (const { name, sites } of plan) {
      if (await share(api, { name, sites, recipients, identities })) shared.push({ name, sites });
      else failed.push(name);
    }
    return { shared, failed };
  },
  print: ({ shared, failed }) =>
    [
      ...shared.map(({ name, sites }) => `${name} sealed to ${sites.join(', ')}\n`),
      ...failed.map((name) => `${name}: no copy opens with this identity; add it again with --replace\n`),
      shared.length + failed.length === 0 ? 'nothing to do: every site has its copies\n' : '',
    ].join(''),
  exitCode: ({ failed }) => (failed.length > 0 ? exitCodes.someFailed : exitCodes.done),
});

interface Shared {
  readonly name: string;
  readonly sites: readonly string[];
}

/** Which copies are to be made. */
function planShares(
  credentials: ApiOutput<'credential.list'>['credentials'],
  asked: { readonly names: readonly string[]; readonly sites: readonly string[]; readonly renew: boolean },
): Shared[] {
  return credentials
    .filter(({ name, everySite, sites }) =>
      asked.names.length > 0
        ? asked.names.includes(name)
        : everySite || (asked.renew && asked.sites.some((site) => sites.includes(site))),
    )
    .map(({ name, everySite, sites }) => ({
      name,
      sites: asked.sites.filter((site) =>
        sites.includes(site) ? asked.renew : everySite || asked.names.includes(name),
      ),
    }))
    .filter(({ sites }) => sites.length > 0);
}

interface Sharing extends Shared {
  readonly recipients: ReadonlyMap<string, string>;
  readonly identities: readonly Secret[];
}

/** False when no operator's copy opens. */
async function share(api: Api, { name, sites, recipients, identities }: Sharing): Promise<boolean> {
  const { operatorCopy } = await api.call('credential.copies', { name });
  if (operatorCopy === null) return false;
  const opened = await openCredential(
    operatorCopy,
    identities.map((identity) => identity.reveal()),
  ).catch(() => undefined);
  if (!opened) return false;
  const sealed: Record<string, string> = {};
  for (const site of sites) sealed[site] = await sealCredential(opened, [recipients.get(site) ?? '']);
  await api.call('credential.share', { name, sealed });
  return true;
}

/** Site → public key. @throws NETRAVEN_NOT_FOUND, NETRAVEN_CONFLICT for a named site without a key */
async function findRecipients(api: Api, wanted: readonly string[]): Promise<Map<string, string>> {
  const { sites } = await api.call('site.list', {});
  const recipients = new Map<string, string>();
  for (const { name, recipient } of sites) {
    if (recipient !== null && (wanted.length === 0 || wanted.includes(name))) recipients.set(name, recipient);
  }
  for (const name of wanted) {
    if (recipients.has(name)) continue;
    if (!sites.some((site) => site.name === name))
      throw new NetravenError('NETRAVEN_NOT_FOUND', `there is no site ${name}`);
    throw new NetravenError('NETRAVEN_CONFLICT', `site ${name} has no key to seal to`, {
      hint: `Make its keys with "netraven site add ${name}".`,
    });
  }
  return recipients;
}
