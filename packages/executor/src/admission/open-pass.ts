import { NetravenError, SECOND } from '@netraven/common';
import type { Task } from '@netraven/common/message';
import type { BeforeLogin } from '../session/open-connection.ts';
import type { Admission } from './admission.ts';
import type { Pass } from './admit-task.ts';
import { jumpResource, loginNeeds, type Need, type Resource } from './limits.ts';
import type { Grant } from './ticket.ts';

/** Two sessions may wait for what the other holds. */
const WAIT_IN_SESSION_MS = 120 * SECOND;

interface Admitted {
  readonly task: Task;
  readonly needs: readonly Need[];
  readonly rank: string;
}

/**
 * Spends what was granted, login by login. A login beyond it, with the next credential after a refusal, is asked for
 * when it comes to it.
 */
export function openPass(admission: Admission, { task, needs, rank }: Admitted, first: Grant): Pass {
  const grants: Grant[] = [];
  const held = new Set<Resource>();
  /** Logins that may begin, with who granted each. */
  const ready = new Map<Resource, Grant[]>();
  const add = (grant: Grant, granted: readonly Need[]) => {
    grants.push(grant);
    for (const { resource, logins } of granted) {
      held.add(resource);
      ready.set(resource, [...(ready.get(resource) ?? []), ...Array.from({ length: logins }, () => grant)]);
    }
  };
  add(first, needs);

  const ask = async (wanted: readonly Need[], scope: Parameters<BeforeLogin>[2]) => {
    const lacking = wanted
      .map(({ resource, sessions, logins }) => ({
        resource,
        sessions: held.has(resource) ? 0 : sessions,
        logins: (ready.get(resource)?.length ?? 0) >= logins ? 0 : logins,
      }))
      .filter(({ sessions, logins }) => sessions + logins > 0);
    if (lacking.length === 0) return;
    const ended = new AbortController();
    const stopListening = scope.onEnd(() => ended.abort());
    const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(WAIT_IN_SESSION_MS)]);
    const answer = await admission.enter({ needs: lacking, rank }, { signal });
    stopListening();
    if (answer.kind === 'admitted') add(answer.grant, lacking);
    scope.throwIfEnded();
    if (answer.kind !== 'admitted') throw waitedInVain(task, lacking);
  };
  return {
    lost: first.lost,
    beforeLogin: async (hop, credential, scope) => {
      const wanted = admission.clamp(loginNeeds(jumpAt(task, hop), credential));
      await ask(wanted, scope);
      const spent = wanted.flatMap(({ resource, logins }) => {
        const grant = logins > 0 ? ready.get(resource)?.shift() : undefined;
        return grant === undefined ? [] : [{ resource, grant }];
      });
      return () => {
        for (const { resource, grant } of spent) grant.loginEnded(resource);
      };
    },
    release: () => {
      for (const grant of grants) grant.release();
    },
  };
}

function jumpAt({ device, jumps }: Task, hop: { host: string; port: number }): Resource | null {
  if (hop.host === device.host && hop.port === device.port) return null;
  const jump = jumps.find(({ host, port }) => host === hop.host && port === hop.port);
  return jump === undefined ? null : jumpResource(jump);
}

function waitedInVain({ device }: Task, lacking: readonly Need[]): NetravenError {
  const what = lacking.map(({ resource }) => resource).join(', ');
  return new NetravenError(
    'NETRAVEN_TASK_LIMITED',
    `${device.name}: no room for a further login within the limits of ${what}`,
  );
}
