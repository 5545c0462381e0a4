import { NetravenError, printable } from '@netraven/common';
import { siteNameSchema } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import type { CommandContext } from '../command/command-context.ts';
import { flag } from '../command/input-fields.ts';
import { inInstance } from '../instance/instance-paths.ts';
import { readInstanceConfig } from '../instance/read-instance-config.ts';
import { exitCodes } from '../output/exit-code.ts';
import { openProgress } from '../output/open-progress.ts';
import { readOperatorIdentities } from '../sealed/read-operator-identities.ts';
import { type Rotation, rotateRecipients } from '../sealed/rotate-recipients.ts';
import { dropOldKeys, rotateSite, type SiteRotation } from '../sealed/rotate-site.ts';

export const keyRotate = defineCommand({
  name: 'key rotate',
  impact: 'writes',
  summary: 'Seal the current originals to the recipients that are configured now, or give a site a new key',
  details: [
    'After secrets.recipients was changed and the service restarted: opens each current original with the old key,',
    'here, and hands it back sealed to the new recipients, one commit for each device. Run it again after an',
    'interruption: it goes on where it was. Backups do the same for each device they reach, so that only devices out of',
    'reach need this command. Versions before the current ones stay readable to the old keys only: keep them. With',
    '--site it makes a new key for the executors of a site whose identity file is on this machine, and seals its',
    'credentials to it; the old key stays in the file for what is queued, until --drop-old takes it out.',
  ].join(' '),
  examples: [
    'netraven key rotate --identity ~/old-operator-identity.txt',
    'netraven key rotate --site fra',
    'netraven key rotate --site fra --drop-old',
  ],
  options: [
    { flags: '--identity <file>', description: 'age private key that opens the originals now, mode 0600' },
    { flags: '--site <site>', description: 'the key of this site instead' },
    { flags: '--drop-old', description: 'with --site: take the old keys out, once nothing needs them' },
  ],
  input: z
    .object({ identity: z.string().optional(), site: siteNameSchema.optional(), dropOld: flag })
    .refine(({ identity, site }) => (identity === undefined) !== (site === undefined), {
      path: ['identity'],
      message: 'either this or --site is required',
    })
    .refine(({ site, dropOld }) => site !== undefined || !dropOld, {
      path: ['dropOld'],
      message: 'goes with --site',
    }),
  run: async (context, { identity, site, dropOld }) => {
    if (site === undefined)
      return { kind: 'originals', ...(await rotateOriginals(context, identity ?? '')) } as const;
    const file = await siteFile(context, site);
    const rotate = dropOld ? dropOldKeys : rotateSite;
    return { kind: 'site', dropOld, ...(await rotate(await context.api(), site, file)) } as const;
  },
  print: (rotated) => (rotated.kind === 'site' ? siteText(rotated) : originalsText(rotated)),
  toJson: ({ kind: _kind, ...rotated }) => rotated,
  exitCode: (rotated) => {
    const left = rotated.failed.length + (rotated.kind === 'site' ? 0 : rotated.pending);
    return left > 0 ? exitCodes.someFailed : exitCodes.done;
  },
});

async function rotateOriginals(
  context: CommandContext,
  identity: string,
): Promise<Rotation & { recipients: readonly string[] }> {
  const { recipients } = (await readInstanceConfig(context.paths, context.environment)).config.secrets;
  if (recipients.length === 0) {
    throw new NetravenError(
      'NETRAVEN_CONFIG_INVALID',
      'secrets.recipients: expected a public key, got none',
      {
        hint: `Name the new recipients in ${context.paths.settings}, or run "netraven init".`,
      },
    );
  }
  const identities = await readOperatorIdentities(identity);
  const progress = openProgress(context.terminal, { total: 0, noun: 'originals' });
  try {
    const api = await context.api();
    const run = { progress, signal: context.interrupted() };
    return { recipients, ...(await rotateRecipients(api, { identities, recipients }, run)) };
  } finally {
    progress.close();
  }
}

/** The identity file of a site on this machine: the configured one of its executors, or that of the keys folder. */
async function siteFile({ paths, environment }: CommandContext, site: string): Promise<string> {
  const { secrets, executor } = (await readInstanceConfig(paths, environment)).config;
  const { identityFile } = secrets;
  return identityFile !== undefined && executor.site === site
    ? inInstance(paths, identityFile)
    : paths.siteIdentity(site);
}

function originalsText({
  resealed,
  failed,
  pending,
  recipients,
}: Rotation & { recipients: readonly string[] }): string {
  return [
    `${resealed} originals sealed to ${recipients.join(', ')}\n`,
    ...failed.map(({ device, error }) => `${device}: ${printable(error.message)} (${error.code})\n`),
    pending === 0 ? '' : `${pending} are not committed yet: run this again to see them done\n`,
  ].join('');
}

function siteText({
  site,
  recipient,
  file,
  resealed,
  failed,
  dropOld,
}: SiteRotation & { dropOld: boolean }): string {
  if (dropOld) return `${file} holds the key ${recipient} alone\n`;
  return [
    `${site} has the key ${recipient}, ${resealed.length} credentials are sealed to it\n`,
    failed.length === 0
      ? ''
      : `not opened by any key of the file: ${failed.join(', ')}; add them again with --replace\n`,
    `take ${file} to its executors elsewhere; when no task from before is left: netraven key rotate --site ${site} --drop-old\n`,
  ].join('');
}
