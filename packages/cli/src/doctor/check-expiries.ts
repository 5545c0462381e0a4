import {
  type Expiry,
  findAuthorityExpiry,
  findCertificateExpiry,
  findExpiries,
  judgeExpiry,
} from '@netraven/common/jetstream';
import type { Target } from '../instance/find-target.ts';
import { type InstancePaths, inInstance } from '../instance/instance-paths.ts';
import type { InstanceConfig } from '../instance/read-instance-config.ts';
import { type Check, fail, ok, warn } from './check.ts';
import { readServerCertificate } from './read-server-certificate.ts';

/** Where logins and certificates of an instance are named. */
export interface ExpirySources {
  readonly paths: InstancePaths;
  readonly settings: InstanceConfig;
  readonly target: Target;
}

/** Logins and certificates that have expired or soon will: the files that are configured, and what NATS shows. */
export async function checkExpiries(sources: ExpirySources, now: Date): Promise<Check[]> {
  const found = (await Promise.all([filesOf(sources), readServerCertificate(sources.target.nats)])).flat();
  const checks = found.flatMap((expiry) => {
    const concern = judgeExpiry(expiry, now);
    if (concern === null) return [];
    return [(concern.hasExpired ? fail : warn)('expiry', concern.found, concern.remedy)];
  });
  if (checks.length > 0 || found.length === 0) return checks;
  const [first] = found.toSorted((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime());
  return [ok('expiry', `${found.length} looked at, the first at ${first?.expiresAt.toISOString()}`)];
}

async function filesOf({ paths, settings, target }: ExpirySources): Promise<Expiry[]> {
  const { hub, database } = settings.config;
  const leaf = hub.leafCertFile === undefined ? undefined : inInstance(paths, hub.leafCertFile);
  const parameters = new URLSearchParams(database.url?.split('?')[1] ?? '');
  return (
    await Promise.all([
      findExpiries(target.nats),
      findCertificateExpiry('hub.leafCertFile', leaf),
      findCertificateExpiry('sslcert of database.url', parameters.get('sslcert') ?? undefined),
      findAuthorityExpiry('sslrootcert of database.url', parameters.get('sslrootcert') ?? undefined),
    ])
  ).flat();
}
