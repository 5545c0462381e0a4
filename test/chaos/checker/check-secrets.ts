import type { Commit } from './read-commits.ts';
import { type Violation, violation } from './violation.ts';

/** No value that a device showed as a secret stands in any of its commits. */
export function checkSecrets(
  secretsOf: ReadonlyMap<string, readonly string[]>,
  commits: readonly Commit[],
): Violation[] {
  return commits.flatMap(({ id, device, text }) =>
    (secretsOf.get(device) ?? [])
      .filter((value) => value !== '' && text.includes(value))
      .map(() => violation('no secret in git', `${id} of ${device}`)),
  );
}
