import { SECOND, version } from '@netraven/common';
import {
  API_SERVICE,
  describeVersions,
  EXECUTOR_SERVICE,
  GIT_SERVICE,
  VERSIONS_REMEDY,
} from '@netraven/common/api';
import { ErrorCode, type NatsConnection, NatsError, RequestStrategy, type ServiceIdentity } from 'nats';
import { type Check, fail, ok, type Patient, warn } from './check.ts';

const LISTEN_MS = 2 * SECOND;

/** Who answers `$SRV.PING`: dispatchers, executors of each site, the git-writer. */
export async function checkServices({ api, sites }: Patient): Promise<Check[]> {
  const found = await pingServices(api.connection);
  const named = (name: string) => found.filter((service) => service.name === name);
  const executors = named(EXECUTOR_SERVICE);
  return [
    isThere('dispatcher', named(API_SERVICE), 'Start one: netraven dispatcher.'),
    isThere('git-writer', named(GIT_SERVICE), 'Start one: netraven git-writer.'),
    ...sites.map((site) => checkSite(site, executors)),
    ...checkVersions(found),
  ];
}

const roleNames = new Map([
  [API_SERVICE, 'dispatcher'],
  [EXECUTOR_SERVICE, 'executor'],
  [GIT_SERVICE, 'git-writer'],
]);

/** This command takes part: it speaks to the others. */
function checkVersions(found: readonly ServiceIdentity[]): Check[] {
  const roles = found.flatMap((service) => {
    const role = roleNames.get(service.name);
    const site = service.metadata?.site;
    if (role === undefined) return [];
    return [{ role: site === undefined ? role : `${role} of ${site}`, version: service.version }];
  });
  const differing = describeVersions([...roles, { role: 'this command', version }]);
  return differing === null ? [] : [warn('versions', `differ: ${differing}`, VERSIONS_REMEDY)];
}

async function pingServices(connection: NatsConnection): Promise<ServiceIdentity[]> {
  const found: ServiceIdentity[] = [];
  const client = connection.services.client({ strategy: RequestStrategy.Timer, maxWait: LISTEN_MS });
  try {
    for await (const service of await client.ping()) found.push(service);
  } catch (error) {
    if (!(error instanceof NatsError) || error.code !== ErrorCode.NoResponders) throw error;
  }
  return found;
}

function isThere(role: string, services: readonly ServiceIdentity[], remedy: string): Check {
  if (services.length === 0) return fail(role, 'none answers', remedy);
  const versions = [...new Set(services.map((service) => service.version))].join(', ');
  return ok(role, `${services.length} running, version ${versions}`);
}

function checkSite(site: string, executors: readonly ServiceIdentity[]): Check {
  const here = executors.filter((executor) => executor.metadata?.site === site);
  const name = `executors of ${site}`;
  if (here.length > 0) return ok(name, `${here.length} running`);
  return warn(
    name,
    'none answers: the tasks of its devices wait',
    `Start one: netraven executor --site ${site}.`,
  );
}
