import { canonicalText } from '../configuration/canonical-text.ts';
import { type Moment, type SimulatedSecret, startWriting } from '../configuration/start-writing.ts';
import { seededRandom } from '../random.ts';
import { buildFacts } from './build-facts.ts';
import { applyChange, type Change } from './change.ts';
import type { DeviceFacts } from './device-facts.ts';
import type { GeneratedScript } from './device-plan.ts';
import { shrinkFacts } from './shrink-facts.ts';

const DRIFT_MS = 61_000;
const THREE_DAYS_MS = 3 * 24 * 3_600_000;

/** The state a configuration is a pure function of. */
export interface ConfigurationState {
  readonly changes: readonly DatedChange[];
  readonly drift: number;
  /** True under the `shrunk` chaos. */
  readonly isShrunk: boolean;
}

export interface DatedChange {
  readonly change: Change;
  /** The drift when it was made. */
  readonly drift: number;
}

/** A configuration written out, with the secrets that stand in it. */
export interface WrittenConfiguration {
  readonly text: string;
  readonly secrets: readonly SimulatedSecret[];
}

/** Writes the configuration of a generated device anew; nothing is kept, so that idle devices cost no memory. */
export function writeConfiguration(
  script: GeneratedScript,
  state: ConfigurationState,
  facts: DeviceFacts,
  view: string,
): WrittenConfiguration {
  const versions = new Map<string, number>();
  for (const { change } of state.changes) {
    if (change.kind === 'secret') versions.set(change.name, (versions.get(change.name) ?? 0) + 1);
  }
  const writing = startWriting(script.seed, momentOf(script, state), versions);
  const write = script.family.views[view] ?? script.family.views.running;
  return { text: write(state.isShrunk ? shrinkFacts(facts) : facts, writing), secrets: writing.secrets };
}

/** The facts of a generated device after its changes. */
export function factsOf(name: string, script: GeneratedScript, changes: readonly DatedChange[]): DeviceFacts {
  const request = { name, ...script.model, serial: script.serial, size: script.size };
  const facts = buildFacts(request, seededRandom(`${script.seed}/facts`));
  return changes.reduce((changed, { change }) => applyChange(changed, change), facts);
}

export function momentOf(script: GeneratedScript, state: ConfigurationState): Moment {
  const started = script.startedAt.getTime();
  const last = state.changes.at(-1);
  return {
    drift: state.drift,
    at: new Date(started + state.drift * DRIFT_MS),
    changedAt: new Date(last ? started + last.drift * DRIFT_MS : started - THREE_DAYS_MS),
  };
}

/** The lines of a configuration that stay the same between two reads. */
export function stableLines(script: GeneratedScript, text: string): string[] {
  const lines = canonicalText(text).split('\n');
  return lines.filter((line) => !script.family.volatile.some((pattern) => pattern.test(line)));
}
