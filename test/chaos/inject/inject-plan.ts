import { pause } from '@netraven/common';
import type { Fault, FaultKind } from '../plan/fault.ts';
import { type Field, injectFault } from './inject-fault.ts';

const MOST_AT_ONCE = 3;
const LOOK_AGAIN_MS = 200;

/** A fault that was done. */
export interface InjectedFault {
  readonly kind: FaultKind;
  readonly target: string;
  /** ISO 8601. */
  readonly at: string;
  readonly forMs: number;
}

/**
 * Does the faults of a plan one after the other, up to three at once but never two to the same part, and returns when
 * the last is over.
 */
export async function injectPlan(
  field: Field,
  faults: readonly Fault[],
  onFault: (fault: InjectedFault) => void,
): Promise<void> {
  const busy = new Map<string, Promise<void>>();
  for (const fault of faults) {
    await pause(fault.afterMs);
    for (;;) {
      if (busy.size < MOST_AT_ONCE) {
        const injection = injectFault(field, fault, new Set(busy.keys()));
        if (injection) {
          const { target } = injection;
          onFault({ kind: fault.kind, target, at: new Date().toISOString(), forMs: fault.forMs });
          const over = injection.over.finally(() => busy.delete(target));
          over.catch(() => undefined);
          busy.set(target, over);
          break;
        }
      }
      await pause(LOOK_AGAIN_MS);
    }
  }
  await Promise.all(busy.values());
}
