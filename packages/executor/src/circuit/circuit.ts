import { createHash } from 'node:crypto';
import { retryDelay } from '@netraven/common';
import type { Task } from '@netraven/common/message';
import { z } from 'zod';

/** What is remembered of a device that failed; nothing is kept of one that works. */
export const circuitEntrySchema = z.object({
  v: z.literal(1),
  /** Failed sessions in a row. */
  failures: z.number().int().positive(),
  /** Instant of the first of them. */
  since: z.iso.datetime(),
  /** Error code of the last. */
  code: z.string(),
  /** Digest of the address and the credentials that failed: another address or password is another try. */
  target: z.string(),
  /** No session before this instant; null while the circuit is closed. */
  openUntil: z.iso.datetime().nullable(),
  /** Times it opened since it was closed. */
  openings: z.number().int().nonnegative(),
  /** The task whose session decides; null outside of one. */
  probe: z.string().nullable(),
});
export type CircuitEntry = z.output<typeof circuitEntrySchema>;

export interface CircuitSettings {
  readonly failures: number;
  readonly openMs: number;
  readonly maxOpenMs: number;
}

/** `free`: as if nothing had happened; `probe`: this one session decides; `open`: no session now. */
export type CircuitVerdict = 'free' | 'probe' | 'open';

/**
 * Whether a session may begin.
 * @param now milliseconds since the epoch
 */
export function judgeCircuit(
  entry: CircuitEntry,
  { target, isProbe }: { readonly target: string; readonly isProbe: boolean },
  now: number,
): CircuitVerdict {
  if (entry.target !== target || entry.openUntil === null) return 'free';
  return isProbe || Date.parse(entry.openUntil) <= now ? 'probe' : 'open';
}

export interface CircuitFailure {
  readonly code: string;
  readonly target: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** From 0 up to 1. */
  readonly random: number;
}

/** One more failure: the circuit opens at the configured number of them, and again for longer after each failed probe. */
export function countFailure(
  entry: CircuitEntry | null,
  { code, target, now, random }: CircuitFailure,
  settings: CircuitSettings,
): CircuitEntry {
  const at = new Date(now).toISOString();
  const before = entry?.target === target ? entry : null;
  const failures = (before?.failures ?? 0) + 1;
  const opens = before?.openUntil != null || failures >= settings.failures;
  const openings = (before?.openings ?? 0) + (opens ? 1 : 0);
  const openMs = retryDelay(openings, settings.openMs, Math.max(settings.openMs, settings.maxOpenMs), random);
  return {
    v: 1,
    failures,
    since: before?.since ?? at,
    code,
    target,
    openUntil: opens ? new Date(now + openMs).toISOString() : null,
    openings,
    probe: null,
  };
}

/** What a session depends on that an operator may change in the inventory. */
export function circuitTarget(
  task: Pick<Task, 'device' | 'jumps' | 'credentials' | 'algorithms' | 'hostKey'>,
): string {
  const sealed = (credentials: Task['credentials']) => credentials.map((credential) => credential.sealed);
  const { device, jumps, credentials, algorithms, hostKey } = task;
  const parts = [
    [device.host, device.port, device.platform, algorithms, hostKey.policy, ...hostKey.pinned],
    sealed(credentials),
    ...jumps.map((jump) => [jump.host, jump.port, ...sealed(jump.credentials)]),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** Ours to mend, and the device never saw it. */
const UNCOUNTED = 'NETRAVEN_AUTH_KEY';

/**
 * What a session tells of its device: that it fails (the device, the network, the login), that it works, whatever
 * became of the capture, or nothing, as when the session was stopped from here.
 * @param code null after a capture
 */
export function judgeSession(code: string | null): 'works' | 'fails' | 'nothing' {
  if (code === null || code.startsWith('NETRAVEN_CAPTURE_')) return 'works';
  return code !== UNCOUNTED && /^NETRAVEN_(CONNECT|SSH|AUTH|SESSION)_/.test(code) ? 'fails' : 'nothing';
}
