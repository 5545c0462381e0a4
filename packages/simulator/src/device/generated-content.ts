import { type Answer, type AnswerSource, answerCommand, refuseCommand } from '../command/answer-command.ts';
import { fillText } from '../command/fill-text.ts';
import { canonicalText } from '../configuration/canonical-text.ts';
import type { SimulatedSecret } from '../configuration/start-writing.ts';
import { writeCiscoClock } from '../configuration/write-clock.ts';
import { seededRandom } from '../random.ts';
import { type ChangeKind, changeKinds, inventChange } from './change.ts';
import type { ChaosKind } from './chaos.ts';
import { describeChange, type TextChange } from './describe-change.ts';
import type { GeneratedScript } from './device-plan.ts';
import {
  type ConfigurationState,
  type DatedChange,
  factsOf,
  momentOf,
  stableLines,
  type WrittenConfiguration,
  writeConfiguration,
} from './simulated-configuration.ts';

/** A change that was made, and what a correct diff must show for it, volatile lines left out. */
export interface MadeChange extends TextChange {
  readonly kind: ChangeKind;
}

/** A command line at a prompt. */
export interface Question {
  readonly line: string;
  /** Privilege, an index into the family's prompts. */
  readonly level: number;
  readonly chaos: ReadonlySet<ChaosKind>;
}

/**
 * The configuration and command line of one generated device. What it holds is its history: the changes made and
 * how often it was read; every text is written anew from that.
 */
export class GeneratedContent {
  readonly script: GeneratedScript;
  readonly #name: string;
  readonly #username: string;
  readonly #changes: DatedChange[] = [];
  #drift = 0;
  #reads = 0;
  #lastLine: string;

  constructor(name: string, username: string, script: GeneratedScript) {
    this.#name = name;
    this.#username = username;
    this.script = script;
    this.#lastLine = script.family.commands.find((command) => command.view === 'running')?.line ?? '';
  }

  /** Configurations printed so far. */
  get reads(): number {
    return this.#reads;
  }

  /** Answers a command line; printing a configuration counts as a read, and may move its volatile lines. */
  answer(question: Question): Answer {
    const answer = answerCommand(this.#source(question), question.line);
    if (!answer.isConfiguration) return answer;
    if (question.chaos.has('refuse-command')) return refuseCommand(this.#source(question), question.line);
    this.#reads++;
    this.#lastLine = question.line;
    if (!this.script.driftsAtRead || this.#reads === 1) return answer;
    this.drift();
    return answerCommand(this.#source(question), question.line);
  }

  /** The last read as a correct collector obtains it, whatever chaos did to it; before the first read, the next one. */
  expected(line = this.#lastLine): string {
    const level = this.script.family.prompts.length - 1;
    return canonicalText(answerCommand(this.#source({ line, level, chaos: new Set() }), line).text);
  }

  /** Every secret that any read so far can have shown, and those of the configuration as it is now. */
  secrets(): SimulatedSecret[] {
    const found = new Map<string, SimulatedSecret>();
    for (let count = 0; count <= this.#changes.length; count++) {
      const changes = this.#changes.slice(0, count);
      const from = this.#changes[count - 1]?.drift ?? 0;
      const to = this.#changes[count]?.drift ?? this.#drift;
      const later = this.#isReencrypting(changes, from) ? to : from;
      for (let drift = from; drift <= later; drift++) {
        for (const secret of this.#write({ changes, drift, isShrunk: false }).secrets) {
          found.set(secret.value, secret);
        }
      }
    }
    return [...found.values()];
  }

  /** Changes the configuration in one place. */
  change(given: ChangeKind | undefined): MadeChange {
    const before = this.#write(this.#state());
    const random = seededRandom(`${this.script.seed}/change ${this.#changes.length}`);
    const kind = given ?? random.pick(changeKinds);
    const facts = factsOf(this.#name, this.script, this.#changes);
    const change = inventChange(kind, facts, { random, secretNames: this.#changeableSecrets(before) });
    this.#changes.push({ change, drift: this.#drift });
    const lines = (written: WrittenConfiguration) => stableLines(this.script, written.text);
    return { kind, ...describeChange(lines(before), lines(this.#write(this.#state()))) };
  }

  /** Moves the volatile lines and re-encrypts what the platform encrypts anew at every read. */
  drift(): void {
    this.#drift++;
  }

  prompt(level: number, hasColour: boolean): string {
    const { family } = this.script;
    const prompts = (hasColour && family.colourPrompts) || family.prompts;
    return fillText(prompts[level] ?? prompts[0], this.values());
  }

  /** What stands for the `{…}` places of the family's texts. */
  values(): Record<string, string> {
    const { model, serial } = this.script;
    const minutes = this.#drift + 17;
    return {
      name: this.#name,
      user: this.#username,
      model: model.model,
      version: model.version,
      serial,
      uptime: `5 weeks, 3 days, ${Math.floor(minutes / 60)} hours, ${minutes % 60} minutes`,
      clock: writeCiscoClock(momentOf(this.script, this.#state()).at),
    };
  }

  /** The log line that breaks into output under chaos. */
  logLine(): string {
    return fillText(this.script.family.logLine, this.values());
  }

  #source({ level, chaos }: Question): AnswerSource {
    const state = this.#state(chaos.has('shrunk'));
    return {
      family: this.script.family,
      level,
      prompt: this.prompt(level, false),
      values: this.values(),
      configuration: (view) => this.#write(state, view).text,
    };
  }

  #state(isShrunk = false): ConfigurationState {
    return { changes: this.#changes, drift: this.#drift, isShrunk };
  }

  #write(state: ConfigurationState, view = 'running'): WrittenConfiguration {
    return writeConfiguration(this.script, state, factsOf(this.#name, this.script, state.changes), view);
  }

  #isReencrypting(changes: readonly DatedChange[], drift: number): boolean {
    const [now, next] = [drift, drift + 1].map(
      (at) => this.#write({ changes, drift: at, isShrunk: false }).secrets,
    );
    const values = new Set(next?.map((secret) => secret.value));
    return now?.some((secret) => !values.has(secret.value)) ?? false;
  }

  #changeableSecrets(written: WrittenConfiguration): [string, ...string[]] {
    const next = this.#write({ ...this.#state(), drift: this.#drift + 1 });
    const kept = new Set(next.secrets.map((secret) => secret.value));
    const stable = stableLines(this.script, written.text).join('\n');
    const once = written.secrets.filter(({ value }) => kept.has(value) && stable.split(value).length === 2);
    const [first, ...others] = once.map((secret) => secret.name);
    if (first === undefined)
      throw new Error(`${this.script.family.platform} writes no secret that can change`);
    return [first, ...others];
  }
}
