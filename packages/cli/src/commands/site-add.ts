import { NetravenError } from '@netraven/common';
import { siteNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import type { CommandContext } from '../command/command-context.ts';
import { flag, hubAddressSchema } from '../command/input-fields.ts';
import { ensureSiteIdentity } from '../instance/ensure-keys.ts';
import { fileExists } from '../instance/file-exists.ts';
import type { Api } from '../instance/open-api.ts';
import { kitText, prepareKit } from '../site-kit/prepare-kit.ts';

export const siteAdd = defineCommand({
  name: 'site add',
  impact: 'writes',
  summary: 'Add a site, with the key its executors open credentials with',
  details: [
    'Without --recipient a key pair is made in the keys folder of the instance; the identity file has to be taken to',
    'the executors of the site (secrets.identityFile, mode 0600). With --recipient the private key is made there, for',
    'example with age-keygen, and never leaves the site. Credentials that exist already are not sealed to a new key;',
    'those that the site needs are named: "netraven credential share" makes their copies. With --out a folder is filled',
    'with all that the host of a site with a server of its own needs, a leaf node of the hub: nats-server and executor',
    'configuration, logins, keys, systemd units, a compose file and what to do; doing it again changes nothing.',
  ].join(' '),
  examples: [
    'netraven site add fra',
    'netraven site add fra --out ./fra --hub nats.example.net:7422',
    'netraven site add fra --recipient age1…',
  ],
  arguments: [{ name: '<name>', description: 'a-z, 0-9 and -' }],
  options: [
    { flags: '--recipient <key>', description: 'age public key of the site (age1…)' },
    { flags: '--out <folder>', description: 'write what the host of the site needs' },
    { flags: '--hub <host:port>', description: 'with --out: where the hub takes leaf nodes' },
    { flags: '--clear', description: 'with --out: a link without TLS, inside a VPN or on one machine' },
  ],
  input: z
    .object({
      name: siteNameSchema,
      recipient: z.string().optional(),
      out: z.string().optional(),
      hub: hubAddressSchema.optional(),
      clear: flag,
    })
    .refine(({ out, hub }) => out === undefined || hub !== undefined, {
      path: ['hub'],
      message: 'is required with --out: HOST:PORT where the hub takes leaf nodes',
    })
    .refine(({ out, hub }) => hub === undefined || out !== undefined, {
      path: ['hub'],
      message: 'is only for what --out writes',
    }),
  run: async (context, { name, recipient, out, hub, clear }) => {
    const api = await context.api();
    const { sites } = await api.call('site.list', {});
    const known = sites.find((site) => site.name === name);
    const mine = known?.recipient ? await readIdentity(context, name) : undefined;
    const isOurs = out !== undefined && mine?.recipient === known?.recipient;
    if (known?.recipient && recipient === undefined && !isOurs) {
      throw new NetravenError('NETRAVEN_CONFLICT', `site ${name} has a key already`, {
        hint: `Rotate it with "netraven key rotate --site ${name}", or give the new public key with --recipient.`,
      });
    }
    const made = recipient === undefined ? await ensureSiteIdentity(context.paths, name) : undefined;
    const key = recipient ?? made?.recipient ?? null;
    const { created } = await api.call('site.add', { name, recipient: key });
    const isReplaced = known?.recipient !== undefined && known.recipient !== null && known.recipient !== key;
    const lacking = await findLacking(api, name, isReplaced);
    const request = { site: name, hub, usesTls: !clear, renews: false, identityFile: made?.file };
    const kit = out === undefined ? null : await prepareKit(context, { ...request, out });
    return {
      site: name,
      created,
      recipient: key,
      identityFile: made?.file ?? null,
      isReplaced,
      lacking,
      folder: kit?.folder ?? null,
      applied: kit?.applied ?? null,
    };
  },
  print: ({ site, created, recipient, identityFile, isReplaced, lacking, folder, applied }) =>
    [
      `${site} ${created ? 'added' : 'updated'}, key ${recipient}\n`,
      folder !== null
        ? kitText(site, { folder, applied })
        : identityFile === null
          ? ''
          : `take ${identityFile} to the executors of ${site} and name it in secrets.identityFile\n`,
      lackingText(site, { isReplaced, lacking }),
    ].join(''),
});

async function readIdentity({ paths }: CommandContext, site: string) {
  return (await fileExists(paths.siteIdentity(site))) ? ensureSiteIdentity(paths, site) : undefined;
}

interface Lacking {
  readonly name: string;
  /** Else it has to be added again. */
  readonly canShare: boolean;
}

/** Credentials the site needs and cannot open: without a copy for it, or, after its key was replaced, with any. */
async function findLacking(api: Api, site: string, isReplaced: boolean): Promise<Lacking[]> {
  const { credentials } = await api.call('credential.list', {});
  return credentials
    .filter(({ everySite, sites }) => (sites.includes(site) ? isReplaced : everySite))
    .map(({ name, canShare }) => ({ name, canShare }));
}

function lackingText(
  site: string,
  { isReplaced, lacking }: { readonly isReplaced: boolean; readonly lacking: readonly Lacking[] },
): string {
  const named = (canShare: boolean) =>
    lacking.filter((one) => one.canShare === canShare).map(({ name }) => name);
  const [shared, lost] = [named(true), named(false)];
  const again = isReplaced ? ' --renew' : '';
  return [
    shared.length === 0
      ? ''
      : `not sealed to its key: ${shared.join(', ')}; netraven credential share --site ${site}${again} --identity FILE\n`,
    lost.length === 0
      ? ''
      : `not sealed to its key, nor to the operators: ${lost.join(', ')}; netraven credential add NAME --replace …\n`,
  ].join('');
}
