import type { ChaosKind } from '../device/chaos.ts';
import type { Random } from '../random.ts';

/** How an answer ends: as it should, or otherwise. */
export type Ending = 'prompt' | 'drop' | 'silence' | 'leave';

export interface DisturbedOutput {
  readonly text: string;
  readonly ending: Ending;
}

/**
 * Spoils the output of a configuration command as the device's chaos says.
 * @param logLine what breaks into the output, without line end
 */
export function disturbOutput(
  text: string,
  chaos: ReadonlySet<ChaosKind>,
  choice: { readonly random: Random; readonly logLine: string },
): DisturbedOutput {
  const { random } = choice;
  const cutAt = Math.floor(text.length * (0.3 + 0.5 * random.next()));
  if (chaos.has('drop')) return { text: text.slice(0, cutAt), ending: 'drop' };
  if (chaos.has('stall')) return { text: text.slice(0, cutAt), ending: 'silence' };
  const kept = chaos.has('truncated') ? text.slice(0, text.indexOf('\n', cutAt) + 1) : text;
  const shown = chaos.has('async-log') ? breakIn(kept, choice.logLine, random) : kept;
  if (chaos.has('no-final-prompt')) return { text: shown, ending: 'silence' };
  return { text: shown, ending: chaos.has('exit-early') ? 'leave' : 'prompt' };
}

/** Puts the log line between the lines at three places. */
function breakIn(text: string, logLine: string, random: Random): string {
  const lines = text.split('\n');
  for (let times = 0; times < 3; times++) lines.splice(random.integer(1, lines.length - 1), 0, logLine);
  return lines.join('\n');
}
