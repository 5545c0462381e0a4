import { z } from 'zod';
import { type ChangeKind, changeKinds } from '../device/change.ts';
import { type ChaosKind, chaosKinds } from '../device/chaos.ts';

/** What may be asked of a running simulator. */
export type ControlRequest =
  | { readonly kind: 'change'; readonly device: string; readonly change: ChangeKind | undefined }
  | { readonly kind: 'drift' }
  | {
      readonly kind: 'chaos';
      readonly device: string;
      readonly chaos: ChaosKind[];
      readonly sessions: number;
    }
  | { readonly kind: 'expected' | 'secrets' | 'host-key'; readonly device: string }
  | { readonly kind: 'stats' }
  | { readonly kind: 'stop' };

const chaosSchema = z.array(z.enum(chaosKinds));
const sessionsSchema = z.coerce.number().int().positive();

/**
 * Reads one line of the control protocol: a word, then its arguments, parted by blanks.
 * @throws an error that names the line and what was expected
 */
export function readControl(line: string): ControlRequest {
  const [kind = '', device = '', argument, count] = line.trim().split(/\s+/);
  if (kind === 'drift' || kind === 'stats' || kind === 'stop') return { kind };
  if (device === '')
    throw new Error(
      `"${line}": expected drift, stats, stop, or change, chaos, expected, secrets, host-key with a device`,
    );
  if (kind === 'expected' || kind === 'secrets' || kind === 'host-key') return { kind, device };
  if (kind === 'change') return { kind, device, change: z.enum(changeKinds).optional().parse(argument) };
  if (kind !== 'chaos') throw new Error(`"${kind}" is no control word`);
  const chaos = argument === undefined || argument === 'none' ? [] : argument.split(',');
  const sessions = count === undefined ? Number.POSITIVE_INFINITY : sessionsSchema.parse(count);
  return { kind, device, chaos: chaosSchema.parse(chaos), sessions };
}
