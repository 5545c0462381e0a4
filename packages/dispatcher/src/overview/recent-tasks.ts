import { SECOND } from '@netraven/common';
import type { Overview } from '@netraven/common/api';

type Failure = Overview['recent']['failures'][number];

/** A task that came to its end. */
export type EndedTask = Omit<Failure, 'code'> & { readonly code: string | null };

const WATCHED_SECONDS = 60;
const KEPT_FAILURES = 20;
const alarming: ReadonlySet<string> = new Set(['failed', 'quarantined']);

interface SecondCounts {
  readonly second: number;
  readonly outcomes: Map<string, number>;
}

/**
 * The tasks of the last minute, as events told of them: for whoever looks at it live. Its memory is bounded by outcomes
 * and seconds, whatever the throughput.
 */
export class RecentTasks {
  readonly #since: number;
  #seconds: SecondCounts[] = [];
  /** Newest first. */
  #failures: Failure[] = [];

  /** @param nowMs since when it is told */
  constructor(nowMs: number) {
    this.#since = nowMs;
  }

  note(task: EndedTask, nowMs: number): void {
    const second = Math.floor(nowMs / SECOND);
    const last = this.#seconds.at(-1);
    const counts = last?.second === second ? last : { second, outcomes: new Map<string, number>() };
    if (counts !== last) {
      this.#seconds.push(counts);
      this.#forget(nowMs);
    }
    counts.outcomes.set(task.outcome, (counts.outcomes.get(task.outcome) ?? 0) + 1);
    if (!alarming.has(task.outcome)) return;
    this.#failures = [{ ...task, code: task.code ?? '' }, ...this.#failures].slice(0, KEPT_FAILURES);
  }

  view(nowMs: number): Overview['recent'] {
    this.#forget(nowMs);
    const outcomes: Record<string, number> = {};
    for (const { outcomes: counted } of this.#seconds) {
      for (const [outcome, number] of counted) outcomes[outcome] = (outcomes[outcome] ?? 0) + number;
    }
    const seconds = Math.min(WATCHED_SECONDS, Math.max(1, Math.round((nowMs - this.#since) / SECOND)));
    return { seconds, outcomes, failures: this.#failures };
  }

  #forget(nowMs: number): void {
    const oldest = Math.floor(nowMs / SECOND) - WATCHED_SECONDS;
    this.#seconds = this.#seconds.filter(({ second }) => second > oldest);
  }
}
