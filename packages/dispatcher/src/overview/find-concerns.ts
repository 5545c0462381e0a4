import { MINUTE, SECOND } from '@netraven/common';
import { describeVersions, type FleetConcern, VERSIONS_REMEDY } from '@netraven/common/api';

/** Deadlines of tasks and the validity of leases bear less than this. */
const CLOCK_LIMIT_MS = MINUTE;

/** A process of netraven that answered. */
export interface RoleFacts {
  readonly role: 'dispatcher' | 'executor' | 'git-writer';
  /** Of an executor. */
  readonly site: string | null;
  /** Of an executor its name; else the id of its service. */
  readonly name: string;
  readonly version: string;
}

/** A clock, and how far it is ahead of this machine's, at least; negative when it is behind. */
export interface ClockFacts {
  readonly of: string;
  readonly aheadMs: number;
}

export interface FleetFacts {
  readonly roles: readonly RoleFacts[];
  readonly clocks: readonly ClockFacts[];
  readonly sites: readonly { readonly name: string; readonly hasDevices: boolean }[];
}

/** What is amiss between the parts of the system, worst first. */
export function findConcerns({ roles, clocks, sites }: FleetFacts): FleetConcern[] {
  const executors = roles.filter(({ role }) => role === 'executor');
  const served = new Set(executors.map(({ site }) => site));
  const known = new Set<string | null>(sites.map(({ name }) => name));
  return [
    ...clocks.filter(({ aheadMs }) => Math.abs(aheadMs) > CLOCK_LIMIT_MS).map(clockConcern),
    ...executors.filter(({ site }) => !known.has(site)).map(unknownSiteConcern),
    ...sites.filter(({ name, hasDevices }) => hasDevices && !served.has(name)).map(noExecutorConcern),
    ...versionsConcern(roles),
  ];
}

function clockConcern({ of, aheadMs }: ClockFacts): FleetConcern {
  const seconds = Math.round(Math.abs(aheadMs) / SECOND);
  return {
    kind: 'clock',
    found: `the clock of ${of} is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} that of the dispatcher`,
    remedy: 'Synchronise both with NTP: deadlines, windows and times of versions depend on it.',
  };
}

function unknownSiteConcern({ name, site }: RoleFacts): FleetConcern {
  return {
    kind: 'unknown-site',
    found: `executor ${name} is of site ${site}, which is not in the inventory: it gets no task`,
    remedy: `Add the site (netraven site add ${site}), or start the executor with one of "netraven site list".`,
  };
}

function noExecutorConcern({ name }: { readonly name: string }): FleetConcern {
  return {
    kind: 'no-executor',
    found: `no executor of site ${name} answers: the tasks of its devices wait`,
    remedy: `Start one (netraven executor --site ${name}), or see to its host and its link.`,
  };
}

function versionsConcern(roles: readonly RoleFacts[]): FleetConcern[] {
  const found = describeVersions(
    roles.map(({ role, site, version }) => ({ role: site === null ? role : `${role} of ${site}`, version })),
  );
  return found === null
    ? []
    : [{ kind: 'versions', found: `versions differ: ${found}`, remedy: VERSIONS_REMEDY }];
}
