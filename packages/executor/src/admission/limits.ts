import type { Config } from '@netraven/common/config';
import type { Task } from '@netraven/common/message';

/** What a limit applies to: `site`, `credential NAME`, `jump host NAME`. */
export type Resource = string;

/** 0: no limit. */
export interface Limit {
  readonly sessions: number;
  readonly loginsPerMinute: number;
}

/** What one task, or one further login of it, takes of a resource at once. */
export interface Need {
  readonly resource: Resource;
  readonly sessions: number;
  readonly logins: number;
}

type AdmissionSettings = Config['admission'];

export const credentialResource = (name: string): Resource => `credential ${name}`;

/** By its name in the inventory, else by its address. */
export const jumpResource = (jump: Task['jumps'][number]): Resource =>
  `jump host ${jump.name ?? `${jump.host}:${jump.port}`}`;

/** The limit of a resource: that of its kind, field by field replaced by its own. */
export function limitOf(settings: AdmissionSettings, site: string, resource: Resource): Limit {
  const [kind, own] = pickSettings(settings, site, resource);
  return {
    sessions: own?.sessions ?? kind.sessions,
    loginsPerMinute: own?.loginsPerMinute ?? kind.loginsPerMinute,
  };
}

function pickSettings(settings: AdmissionSettings, site: string, resource: Resource) {
  const name = resource.slice(resource.lastIndexOf(' ') + 1);
  if (resource === 'site') return [settings.site, settings.sites[site]] as const;
  if (resource.startsWith('credential ')) return [settings.credential, settings.credentials[name]] as const;
  return [settings.jumpHost, settings.jumpHosts[name]] as const;
}

/** Whether any limit is set at all. */
export function hasLimits(settings: AdmissionSettings, site: string): boolean {
  const { credential, jumpHost, credentials, jumpHosts } = settings;
  const limits = [limitOf(settings, site, 'site'), credential, jumpHost];
  limits.push(...[...Object.values(credentials), ...Object.values(jumpHosts)].map(fillIn));
  return limits.some(isLimit);
}

function fillIn(limit: { sessions?: number | undefined; loginsPerMinute?: number | undefined }): Limit {
  return { sessions: limit.sessions ?? 0, loginsPerMinute: limit.loginsPerMinute ?? 0 };
}

export function isLimit({ sessions, loginsPerMinute }: Limit): boolean {
  return sessions > 0 || loginsPerMinute > 0;
}

/** What a login takes, whether to a jump host or to the device: each hop is one, with its own credential. */
export function loginNeeds(jump: Resource | null, credential: string): Need[] {
  const one = { sessions: 1, logins: 1 };
  return [
    { resource: 'site', sessions: jump === null ? 1 : 0, logins: 1 },
    { resource: credentialResource(credential), ...one },
    ...(jump === null ? [] : [{ resource: jump, ...one }]),
  ];
}

/**
 * What the session of a task takes if the first credential of each hop is accepted: only of what is limited, and never
 * more than there is in all, so that every task can be admitted some time.
 */
export function taskNeeds(
  task: Pick<Task, 'credentials' | 'jumps'>,
  limit: (resource: Resource) => Limit,
): Need[] {
  const hops = [
    ...task.jumps.map((jump) => loginNeeds(jumpResource(jump), jump.credentials[0]?.name ?? '')),
    loginNeeds(null, task.credentials[0]?.name ?? ''),
  ];
  return clampNeeds(addNeeds(hops.flat()), limit);
}

/** Leaves out what is not limited, and bounds the rest by its limit. */
export function clampNeeds(needs: readonly Need[], limit: (resource: Resource) => Limit): Need[] {
  return needs.flatMap(({ resource, sessions, logins }) => {
    const { sessions: most, loginsPerMinute } = limit(resource);
    const clamped = {
      resource,
      sessions: Math.min(sessions, most),
      logins: Math.min(logins, loginsPerMinute === 0 ? 0 : burstOf(loginsPerMinute)),
    };
    return clamped.sessions + clamped.logins > 0 ? [clamped] : [];
  });
}

function addNeeds(needs: readonly Need[]): Need[] {
  const sums = new Map<Resource, Need>();
  for (const need of needs) {
    const { sessions, logins } = sums.get(need.resource) ?? { sessions: 0, logins: 0 };
    sums.set(need.resource, {
      resource: need.resource,
      sessions: sessions + need.sessions,
      logins: logins + need.logins,
    });
  }
  return [...sums.values()];
}

/** Logins of a minute are spread over it: no more than this many within a tenth of it. */
export function burstOf(loginsPerMinute: number): number {
  return Math.max(1, Math.ceil(loginsPerMinute / 10));
}
