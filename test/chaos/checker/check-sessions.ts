import { findStaleBytes, readSessionLog } from '@netraven/simulator';
import { type Violation, violation } from './violation.ts';

/** Bytes that were on their way when the newer session opened are read within this time by a busy simulator. */
const ON_THEIR_WAY_US = 500_000;

/** By the devices' own log: no byte of an older session after a newer one had opened. */
export async function checkSessions(sessionLog: string): Promise<Violation[]> {
  return findStaleBytes(await readSessionLog(sessionLog))
    .filter(({ afterUs }) => afterUs > ON_THEIR_WAY_US)
    .map(({ device, older, newer, bytes, afterUs }) =>
      violation(
        'no stale byte',
        `${device}: session ${older} sent ${bytes} bytes ${afterUs / 1e6} s after session ${newer} had opened`,
      ),
    );
}
