import type { ErrorRecord } from '@netraven/common';
import type { Platform } from '@netraven/common/platform';
import { type Exchange, type Transcript, transcriptSchema } from '@netraven/common/transcript';
import type { Capture } from '../capture/capture-device.ts';
import { findRefusal } from '../capture/find-refusal.ts';
import { renderLine } from '../session/render-line.ts';
import { renderLines } from '../session/render-text.ts';
import { readInput, type TypedSecrets } from './read-input.ts';
import type { ChannelEvent, ChannelRecord } from './record-channels.ts';

/** Shorter pauses between packets are those of the network. */
const SHORTEST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 600_000;
/** The terminal's answers to the device: whoever replays the session gives their own. */
const TERMINAL_REPORTS = /^(\u001b\[(\d+;\d+R|0n|\?1;0c))+$/;
const UNKNOWN_LINE = "% Invalid input detected at '^' marker.\r\n";

/** A recorded session, its secrets masked already. */
export interface RecordedSession {
  readonly device: string;
  readonly recordedAt: string;
  readonly channels: readonly ChannelRecord[];
  /** What it gave; one that failed gave no text, and nothing is known of the device. */
  readonly capture: Pick<Capture, 'platform' | 'text' | 'command' | 'facts'>;
  /** How it failed; null when it did not. */
  readonly failure: ErrorRecord | null;
  readonly secrets: readonly TypedSecrets[];
  readonly placeholders: readonly string[];
}

/** The transcript of a session: what the simulator replays. */
export function buildTranscript(session: RecordedSession): Transcript {
  const { capture, device, failure, recordedAt } = session;
  const { platform, facts } = capture;
  // A login that was refused in the shell has one of its own before.
  const shell = session.channels.findLast(({ command }) => command === undefined);
  const steps =
    shell === undefined
      ? { exchanges: session.channels.map(commandExchange) }
      : shellSteps(shell.events, session.secrets, platform);
  return transcriptSchema.parse({
    transcript: 1,
    platform: platform.name,
    title: `${platform.title}, ${failure === null ? 'recorded' : 'failed'} on ${recordedAt.slice(0, 10)}`,
    origin: 'recorded',
    device: { name: device, model: facts.model ?? 'unknown', version: facts.version ?? 'unknown' },
    channel: shell === undefined && session.channels.length > 0 ? 'exec' : 'shell',
    needsEnable: JSON.stringify(steps.exchanges).includes('{"secret":"enable"}'),
    ...steps,
    otherwise: refusalOf(steps.exchanges, platform),
    configuration: { line: capture.command, text: capture.text },
    ...(failure === null ? {} : { failure: { code: failure.code, message: failure.message } }),
    placeholders: session.placeholders.filter((placeholder) => capture.text.includes(placeholder)),
  });
}

interface Step {
  output: (string | { waitMs: number })[];
  answers?: (Step & { send: Exchange['send'] })[];
  closes?: boolean;
}

/** A turn of the dialogue: what was typed, and what came back before anything else was. */
interface Turn {
  readonly typed: string;
  readonly events: ChannelEvent[];
}

function shellSteps(
  events: readonly ChannelEvent[],
  secrets: readonly TypedSecrets[],
  platform: Platform,
): { opening: Step; exchanges: (Step & { send: Exchange['send'] })[] } {
  const [first, ...turns] = toTurns(events);
  const opening: Step = toStep(first);
  const exchanges: (Step & { send: Exchange['send'] })[] = [];
  let current = opening;
  let before = first;
  for (const turn of turns) {
    const isAtPrompt = lastLineOf(before) === lastLineOf(turn);
    for (const { send, isAnswer } of readInput(turn.typed, { secrets, platform, isAtPrompt })) {
      const step = { send, output: [] };
      if (isAnswer) current.answers = [...(current.answers ?? []), step];
      else exchanges.push(step);
      current = step;
    }
    Object.assign(current, toStep(turn));
    before = turn;
  }
  return { opening, exchanges: withoutRepeats(exchanges) };
}

function toTurns(events: readonly ChannelEvent[]): [Turn, ...Turn[]] {
  const turns: [Turn, ...Turn[]] = [{ typed: '', events: [] }];
  for (const event of events) {
    if (event.kind === 'typed' && TERMINAL_REPORTS.test(event.text)) continue;
    if (event.kind === 'typed') turns.push({ typed: event.text, events: [event] });
    else turns.at(-1)?.events.push(event);
  }
  return turns;
}

function toStep({ events }: Turn): Step {
  const output: Step['output'] = [];
  let lastMs: number | undefined;
  for (const { kind, text, atMs } of events) {
    const pauseMs = Math.min(Math.round(atMs - (lastMs ?? atMs)), LONGEST_PAUSE_MS);
    lastMs = atMs;
    if (kind !== 'printed') continue;
    if (pauseMs >= SHORTEST_PAUSE_MS) output.push({ waitMs: pauseMs });
    addLines(output, text);
  }
  return { output, ...(events.some(({ kind }) => kind === 'closed') ? { closes: true } : {}) };
}

/** One string for each line, for readers. */
function addLines(output: Step['output'], text: string): void {
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const last = output.at(-1);
    if (typeof last === 'string' && !last.endsWith('\n')) output[output.length - 1] = last + line;
    else output.push(line);
  }
}

const printedOf = ({ events }: Turn) =>
  events.map(({ kind, text }) => (kind === 'printed' ? text : '')).join('');

function lastLineOf(turn: Turn): string {
  const printed = printedOf(turn);
  return renderLine(printed.slice(printed.lastIndexOf('\n') + 1)).trimEnd();
}

function commandExchange({ command = '', events }: ChannelRecord): Step & { send: Exchange['send'] } {
  const { output } = toStep({ typed: '', events: [...events] });
  return { send: { line: command }, output };
}

/** A line that was sent twice is answered as it was the first time. */
function withoutRepeats<T extends { send: Exchange['send'] }>(exchanges: readonly T[]): T[] {
  const seen = new Set<string>();
  return exchanges.filter(({ send }) => {
    const name = JSON.stringify(send);
    return seen.has(name) ? false : seen.add(name) !== undefined;
  });
}

/** How the device refused a line, if it has refused one; without echo and prompt. */
function refusalOf(exchanges: readonly Step[], platform: Platform): string {
  for (const { output } of exchanges) {
    const printed = output.filter((part) => typeof part === 'string').join('');
    if (findRefusal(platform, renderLines(printed)) === undefined) continue;
    return printed.slice(printed.indexOf('\n') + 1, printed.lastIndexOf('\n') + 1);
  }
  return UNKNOWN_LINE;
}
