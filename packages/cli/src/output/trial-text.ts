import type { ErrorRecord } from '@netraven/common';
import type { Facts } from '@netraven/common/message';
import { fieldsText } from './fields-text.ts';
import { formatDuration } from './format.ts';
import type { Style } from './style.ts';

/** What a session with a device came to. */
export interface TrialFacts {
  readonly platform: string;
  readonly command: string;
  readonly lines: number;
  readonly facts: Facts;
  /** Replaced secrets by kind. */
  readonly secrets: Readonly<Record<string, number>>;
  readonly reason: ErrorRecord | null;
  readonly sessionMs: number;
}

/** What a captured session was like, without its text. */
export function trialText(trial: TrialFacts, style: Style): string {
  const { facts, reason } = trial;
  const secrets = Object.entries(trial.secrets).map(([kind, number]) => `${number} ${kind}`);
  return fieldsText(
    [
      ['platform', trial.platform],
      ['command', trial.command],
      ['lines', trial.lines],
      ['session', formatDuration(trial.sessionMs)],
      ['version', facts.version],
      ['model', facts.model],
      ['serial', facts.serial],
      ['hostname', facts.hostname],
      ['uptime', facts.uptime],
      ['secrets redacted', secrets.length === 0 ? 'none' : secrets.join(', ')],
      ['would be', reason === null ? 'accepted' : `set apart: ${reason.code}: ${reason.message}`],
    ],
    style,
  );
}
