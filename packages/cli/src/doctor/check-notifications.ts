import { count } from '../output/format.ts';
import { type Check, ok, type Patient, warn } from './check.ts';

/** Attempts that may fail before the other side is worth a word. */
const TOLERATED_ATTEMPTS = 3;

/** Whether what happens to devices reaches those who want to know. */
export async function checkNotifications({ api }: Patient): Promise<Check[]> {
  const targets = (await api.call('notification.list', {})).targets.filter(
    ({ isConfigured }) => isConfigured,
  );
  const troubled = targets.filter(
    ({ state, attempts }) => state === 'given-up' || (state === 'failing' && attempts >= TOLERATED_ATTEMPTS),
  );
  if (troubled.length === 0) {
    return [
      ok(
        'notifications',
        targets.length === 0 ? 'no targets' : `${count(targets.length, 'target')}, all in order`,
      ),
    ];
  }
  return troubled.map(({ name, state, attempts, waiting, lastError, lastGivenUpAt }) => {
    const what = state === 'given-up' ? `was given up at ${lastGivenUpAt}` : `failed ${attempts} times`;
    const rest = waiting > 0 ? `, and ${waiting} more to tell` : '';
    return warn(
      'notifications',
      `${name}: a message ${what} (${lastError ?? 'no reason'})${rest}`,
      `Mend it and try: netraven notification test ${name}.`,
    );
  });
}
