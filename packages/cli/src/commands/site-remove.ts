import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { NetravenError } from '@netraven/common';
import { siteNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { fileExists } from '../instance/file-exists.ts';
import type { InstancePaths } from '../instance/instance-paths.ts';
import { type Applied, applyHubSites } from '../site-kit/apply-hub-sites.ts';

export const siteRemove = defineCommand({
  name: 'site remove',
  impact: 'writes',
  summary: 'Remove a site that has no devices',
  details: [
    'Its server, where it has one of its own, can log in to the hub of "netraven up" no more; a link that is open ends',
    'when that is restarted. At a hub of your own take the two lines of hub-NAME.conf away, and restart it likewise. The',
    'key of the site stays in the keys folder.',
  ].join(' '),
  arguments: [{ name: '<name>', description: 'see "netraven site list"' }],
  input: z.object({ name: siteNameSchema }),
  run: async (context, { name }) => {
    const api = await context.api();
    const { removed } = await api.call('site.remove', { name });
    const isOurHub = api.target.endpoint !== undefined;
    const revoked = isOurHub ? await revokeSite(context.paths, name) : null;
    // Again after an interruption: the rest of the first time is done.
    if (!removed && revoked === null) throw new NetravenError('NETRAVEN_NOT_FOUND', `no such site: ${name}`);
    return { site: name, removed, revoked };
  },
  print: ({ site, revoked }) => `${site} removed${revoked === null ? '' : `; ${revokedText(revoked)}`}\n`,
});

/** Takes away the login of the site's server. */
async function revokeSite(paths: InstancePaths, site: string): Promise<Applied | null> {
  const file = join(paths.natsSites, `${site}.conf`);
  if (!(await fileExists(file))) return null;
  await rm(file);
  return applyHubSites(paths);
}

function revokedText(revoked: Applied): string {
  return revoked === 'now'
    ? 'its server can log in to the hub no more; a link that is open ends when "netraven up" is restarted'
    : 'its server can log in to the hub no more once "netraven up" is restarted';
}
