import type { ChangeClass } from '@netraven/common/message';
import { toOneLine } from './to-one-line.ts';

/** What a commit says about the capture it stores; all of it can be read back. */
export interface CommitFacts {
  readonly jobId: string;
  readonly taskId: string;
  readonly deviceName: string;
  readonly deviceId: number;
  readonly site: string;
  readonly platform: string;
  /** ISO 8601, UTC. */
  readonly capturedAt: string;
  readonly capture: string;
  readonly fence: string;
  /** `resealed`: nothing but the sealed original, which others can open now. */
  readonly change: ChangeClass | 'resealed';
  /** To whom the sealed original is sealed; null without one. */
  readonly sealedTo: string | null;
}

/** Trailer → field, in the order in which they are written. */
const trailers = [
  ['Job-Id', 'jobId'],
  ['Task-Id', 'taskId'],
  ['Device', 'deviceName'],
  ['Device-Id', 'deviceId'],
  ['Site', 'site'],
  ['Platform', 'platform'],
  ['Captured-At', 'capturedAt'],
  ['Capture-Id', 'capture'],
  ['Fence', 'fence'],
  ['Change', 'change'],
  ['Sealed-To', 'sealedTo'],
] as const satisfies readonly (readonly [string, keyof CommitFacts])[];

/** Subject, and trailers that `git log --grep` and `git interpret-trailers` find. Ends with one line end. */
export function buildCommitMessage(facts: CommitFacts, added: number, removed: number): string {
  return withTrailers(`${toOneLine(facts.deviceName)}: +${added} -${removed} lines`, facts);
}

/** Of a commit that changes nothing but to whom the original is sealed. */
export function buildResealMessage(facts: CommitFacts): string {
  return withTrailers(`${toOneLine(facts.deviceName)}: original sealed to other recipients`, facts);
}

function withTrailers(subject: string, facts: CommitFacts): string {
  const lines = trailers
    .filter(([, field]) => facts[field] !== null)
    .map(([name, field]) => `${name}: ${toOneLine(String(facts[field]))}`);
  return `${subject}\n\n${lines.join('\n')}\n`;
}

/** The trailers of a commit's last paragraph, as written; the last of a name counts. */
export function parseTrailers(message: string): Map<string, string> {
  const paragraph = message.trimEnd().split('\n\n').at(-1) ?? '';
  const found = new Map<string, string>();
  for (const line of paragraph.split('\n')) {
    const match = /^([A-Za-z][A-Za-z-]*): (.*)$/.exec(line);
    if (match?.[1]) found.set(match[1], match[2] ?? '');
  }
  return found;
}
