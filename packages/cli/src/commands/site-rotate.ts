import { NetravenError } from '@netraven/common';
import { siteNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { hubAddressSchema } from '../command/input-fields.ts';
import { fileExists } from '../instance/file-exists.ts';
import { kitText, prepareKit } from '../site-kit/prepare-kit.ts';

export const siteRotate = defineCommand({
  name: 'site rotate',
  impact: 'writes',
  summary: 'Give a site with a server of its own new NATS logins',
  details: [
    'New passwords for the server of the site at the hub and for its executors, and the whole folder written anew. The',
    'hub of "netraven up" takes the new ones, and no old ones, at once; a link that is open stays open until the server of',
    'the site is restarted with its new files, or the hub is. Its key is another matter: "netraven key rotate --site".',
  ].join(' '),
  examples: ['netraven site rotate fra --out ./fra'],
  arguments: [{ name: '<name>', description: 'see "netraven site list"' }],
  options: [
    { flags: '--out <folder>', description: 'that of "site add --out"' },
    {
      flags: '--hub <host:port>',
      description: 'where the hub takes leaf nodes, where the folder does not say so',
    },
  ],
  input: z.object({ name: siteNameSchema, out: z.string(), hub: hubAddressSchema.optional() }),
  run: async (context, { name, out, hub }) => {
    const { sites } = await (await context.api()).call('site.list', {});
    if (!sites.some((site) => site.name === name))
      throw new NetravenError('NETRAVEN_NOT_FOUND', `no such site: ${name}`);
    const file = context.paths.siteIdentity(name);
    const identityFile = (await fileExists(file)) ? file : undefined;
    const request = { site: name, out, hub, usesTls: undefined, renews: true, identityFile };
    return { site: name, ...(await prepareKit(context, request)) };
  },
  print: ({ site, ...kit }) => `new logins; ${kitText(site, kit)}`,
});
