import { toErrorRecord } from '../errors.ts';
import { pause, SECOND } from '../time.ts';
import { version } from '../version.ts';
import type { MetricRole } from './metric-facts.ts';
import { remember } from './remember.ts';

/** What `/readyz` answers. */
export interface Readiness {
  readonly ready: boolean;
  readonly role: MetricRole;
  readonly version: string;
  /** What the process is doing: `starting`, `serving`, `stopping`; of a git-writer what its status says. */
  readonly state: string;
  readonly checks: Readonly<Record<string, CheckResult>>;
}

export interface CheckResult {
  readonly ok: boolean;
  /** Whether the process can do its work without it. */
  readonly required: boolean;
  /** Why it is not ok; null when it is. */
  readonly reason: string | null;
}

/** Something readiness depends on. */
export interface Check {
  readonly name: string;
  readonly required: boolean;
  /** Rejects with the reason; given up after two seconds. */
  readonly probe: () => Promise<unknown>;
}

/** States in which a process is there for its work; a standby is, for the moment it is needed. */
const readyStates: ReadonlySet<string> = new Set(['serving', 'writing', 'standby']);

const PROBE_LIMIT_MS = 2 * SECOND;
/** Probes of an orchestrator, a load balancer and a person at once are one. */
const REMEMBERED_MS = SECOND;

/** What one process knows about its own readiness. */
export class Health {
  readonly #role: MetricRole;
  readonly #checks: Check[] = [];
  #state = 'starting';
  readonly #probe = remember(REMEMBERED_MS, () => this.#runChecks());

  constructor(role: MetricRole) {
    this.#role = role;
  }

  get state(): string {
    return this.#state;
  }

  setState(state: string): void {
    this.#state = state;
  }

  add(check: Check): void {
    this.#checks.push(check);
  }

  async readiness(): Promise<Readiness> {
    const checks = await this.#probe();
    const state = this.#state;
    const isMissing = Object.values(checks).some(({ ok, required }) => required && !ok);
    return { ready: readyStates.has(state) && !isMissing, role: this.#role, version, state, checks };
  }

  async #runChecks(): Promise<Readiness['checks']> {
    const results = await Promise.all(
      this.#checks.map(async (check) => [check.name, await run(check)] as const),
    );
    return Object.fromEntries(results);
  }
}

async function run({ required, probe }: Check): Promise<CheckResult> {
  const answered = new AbortController();
  const late = pause(PROBE_LIMIT_MS, answered.signal).then(() => {
    if (!answered.signal.aborted) throw new Error(`no answer within ${PROBE_LIMIT_MS / SECOND} s`);
  });
  try {
    await Promise.race([probe(), late]);
    return { ok: true, required, reason: null };
  } catch (error) {
    return { ok: false, required, reason: toErrorRecord(error).message };
  } finally {
    answered.abort();
  }
}
