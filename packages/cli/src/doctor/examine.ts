import { NetravenError } from '@netraven/common';
import type { CommandContext } from '../command/command-context.ts';
import { findTarget } from '../instance/find-target.ts';
import { readInstanceConfig } from '../instance/read-instance-config.ts';
import { type Check, fail, ok, type Patient } from './check.ts';
import { checkDatabase } from './check-database.ts';
import { checkDevices } from './check-devices.ts';
import { checkExpiries } from './check-expiries.ts';
import { checkFiles } from './check-files.ts';
import { checkFleet } from './check-fleet.ts';
import { checkNats } from './check-nats.ts';
import { checkNotifications } from './check-notifications.ts';
import { checkRepository } from './check-repository.ts';
import { checkSchedules } from './check-schedules.ts';
import { checkServices } from './check-services.ts';
import { checkSites } from './check-sites.ts';
import { checkStreams } from './check-streams.ts';
import { checkTransport } from './check-transport.ts';
import { type Repair, type RepairOptions, repairInstance } from './repair.ts';

/** What all checks came to. */
export interface Examination {
  readonly checks: readonly Check[];
  /** Whether the service could be spoken to at all. */
  readonly isReachable: boolean;
  /** What was mended; empty where nobody asked for it. */
  readonly repairs: readonly Repair[];
}

/**
 * Looks at every part of an instance; a check that cannot be made is a failed one, and the others go on.
 * @param repair mends what it can first, and tells how it is afterwards
 */
export async function examine(context: CommandContext, repair?: RepairOptions): Promise<Examination> {
  const opened = await open(context);
  if ('check' in opened) {
    const files = await attempt('files', () => checkFiles(context.paths));
    return {
      checks: [...files, opened.check, ...(await expiriesOf(context))],
      isReachable: false,
      repairs: [],
    };
  }
  const { patient } = opened;
  if (!repair) return { checks: await checkAll(patient), isReachable: true, repairs: [] };
  const before = await attempt('repository', () => checkRepository(patient));
  const repairs = await repairInstance(patient, before, repair);
  return { checks: await checkAll(patient), isReachable: true, repairs };
}

async function checkAll(patient: Patient): Promise<Check[]> {
  return [
    ...(await attempt('files', () => checkFiles(patient.paths))),
    ok('instance', patient.api.target.source),
    ...(await attempt('nats-server', () => checkNats(patient))),
    ...(await attempt('streams', () => checkStreams(patient))),
    ...(await attempt('services', () => checkServices(patient))),
    ...(await attempt('roles', () => checkFleet(patient))),
    ...(await attempt('expiry', () => checkExpiries({ ...patient, target: patient.api.target }, new Date()))),
    ...(await attempt('PostgreSQL', () => checkDatabase(patient))),
    ...(await attempt('devices', () => checkDevices(patient))),
    ...(await attempt('sites', () => checkSites(patient))),
    ...(await attempt('schedules', () => checkSchedules(patient))),
    ...(await attempt('notifications', () => checkNotifications(patient))),
    ...(await attempt('transport', () => checkTransport(patient))),
    ...(await attempt('repository', () => checkRepository(patient))),
  ];
}

async function open(context: CommandContext): Promise<{ patient: Patient } | { check: Check }> {
  try {
    const settings = await readInstanceConfig(context.paths, context.environment);
    const api = await context.api();
    const { sites } = await api.call('site.list', {}).catch(() => ({ sites: [] }));
    return { patient: { paths: context.paths, settings, api, sites: sites.map(({ name }) => name) } };
  } catch (error) {
    return { check: failedCheck('instance', error) };
  }
}

/** What has expired keeps this from connecting; nothing is said where nothing is known of the instance. */
async function expiriesOf({ paths, environment }: CommandContext): Promise<Check[]> {
  try {
    const settings = await readInstanceConfig(paths, environment);
    const target = await findTarget(paths, environment);
    return await checkExpiries({ paths, settings, target }, new Date());
  } catch {
    return [];
  }
}

async function attempt(name: string, look: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await look();
  } catch (error) {
    return [failedCheck(name, error)];
  }
}

function failedCheck(name: string, error: unknown): Check {
  if (error instanceof NetravenError) return fail(name, error.message, error.hint);
  const reason = error instanceof Error ? error.message : String(error);
  return fail(name, reason, 'See the log of the service.');
}
