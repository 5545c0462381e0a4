import { NetravenError } from '@netraven/common';
import { siteNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { ensureSiteIdentity } from '../instance/ensure-keys.ts';

export const siteAdd = defineCommand({
  name: 'site add',
  impact: 'writes',
  summary: 'Add a site, with the key its executors open credentials with',
  details: [
    'Without --recipient a key pair is made in the keys folder of the instance; the identity file has to be taken to',
    'the executors of the site (secrets.identityFile, mode 0600). With --recipient the private key is made there, for',
    'example with age-keygen, and never leaves the site. Credentials that exist already are not sealed to a new site:',
    'add them again with --replace.',
  ].join(' '),
  examples: ['netraven site add fra', 'netraven site add fra --recipient age1…'],
  arguments: [{ name: '<name>', description: 'a-z, 0-9 and -' }],
  options: [{ flags: '--recipient <key>', description: 'age public key of the site (age1…)' }],
  input: z.object({ name: siteNameSchema, recipient: z.string().optional() }),
  run: async (context, { name, recipient }) => {
    const api = await context.api();
    const { sites } = await api.call('site.list', {});
    const known = sites.find((site) => site.name === name);
    if (known?.recipient && recipient === undefined) {
      throw new NetravenError('NETRAVEN_CONFLICT', `site ${name} has a key already`, {
        hint: 'Give the new public key with --recipient to replace it; then add its credentials again.',
      });
    }
    const made = recipient === undefined ? await ensureSiteIdentity(context.paths, name) : undefined;
    const key = recipient ?? made?.recipient ?? null;
    const { created } = await api.call('site.add', { name, recipient: key });
    return { site: name, created, recipient: key, identityFile: made?.file ?? null };
  },
  print: ({ site, created, recipient, identityFile }) =>
    [
      `${site} ${created ? 'added' : 'updated'}, key ${recipient}\n`,
      identityFile === null
        ? ''
        : `take ${identityFile} to the executors of ${site} and name it in secrets.identityFile\n`,
      'add the credentials of its devices with "netraven credential add … --replace"\n',
    ].join(''),
});
