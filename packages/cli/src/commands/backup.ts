import { NetravenError } from '@netraven/common';
import { hasFilter, type Selection } from '@netraven/common/message';
import { z } from 'zod';
import { defineCommand } from '../command/command.ts';
import { deviceNames, filterFields, filterOptions, flag, toSelection } from '../command/input-fields.ts';
import type { Api } from '../instance/open-api.ts';
import { refuseUnknownNames } from '../instance/refuse-unknown-names.ts';
import { acceptedJob, awaitJob } from '../job/await-job.ts';
import { jobExitCode } from '../job/job-summary.ts';
import { whoAsks } from '../job/who-asks.ts';
import { requestedJobText } from '../output/job-text.ts';

export const backup = defineCommand({
  name: 'backup',
  impact: 'writes',
  summary: 'Back devices up now',
  details: [
    'Devices are chosen by name, by filters, or all of them; a device has to match each kind of filter that is given.',
    'The job runs in the service: Ctrl-C ends the watching, not the backup. The exit code is 1 when a device was not',
    'backed up.',
  ].join(' '),
  examples: [
    'netraven backup core-1 core-2 --urgent',
    'netraven backup --tag core',
    'netraven backup --all --json',
  ],
  arguments: [{ name: '[device...]', description: 'names in the inventory' }],
  options: [
    ...filterOptions,
    { flags: '--all', description: 'every device' },
    { flags: '--urgent', description: 'ahead of everything that is queued' },
    { flags: '--no-wait', description: 'return as soon as the job is accepted' },
  ],
  input: z.object({
    device: deviceNames,
    ...filterFields,
    all: flag,
    urgent: flag,
    wait: z.boolean().default(true),
  }),
  run: async (context, { urgent, wait, ...filters }) => {
    const api = await context.api();
    const selection = await checkSelection(api, toSelection(filters));
    const lane = urgent ? 'urgent' : 'bulk';
    const id = await api.submit({ ...selection, lane, requestedBy: whoAsks() });
    return wait ? awaitJob(context, id) : acceptedJob(id);
  },
  print: requestedJobText,
  toJson: ({ summary }) => summary,
  exitCode: ({ summary }) => jobExitCode(summary),
});

/** @throws NETRAVEN_USAGE, NETRAVEN_NOT_FOUND or NETRAVEN_SELECTION_EMPTY when there is nothing to back up */
async function checkSelection(api: Api, selection: Selection): Promise<Selection> {
  if (!selection.all && !hasFilter(selection)) {
    throw new NetravenError('NETRAVEN_SELECTION_EMPTY', 'nothing says which devices to back up');
  }
  const found = await api.call('device.select', selection);
  const unknown = { devices: found.unknownDevices, sites: found.unknownSites };
  await refuseUnknownNames(api, unknown, 'Nothing was started.');
  if (found.count > 0) return selection;
  throw new NetravenError('NETRAVEN_SELECTION_EMPTY', 'no device matches the selection', {
    hint: selection.all
      ? 'Add devices with "netraven device import".'
      : 'Check it with "netraven device list".',
  });
}
