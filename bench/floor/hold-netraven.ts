import { defaultLimits } from '@netraven/common/config';
import { findPlatform } from '@netraven/common/platform';
import { openSession } from '../../packages/executor/src/session/open-session.ts';
import { Transcript } from '../../packages/executor/src/session/transcript.ts';
import { holdSessions } from './hold-sessions.ts';
import type { ServedDevice } from './serve-devices.ts';

/** Sessions of the executor: prompt learned, enabled, terminal set up. Arguments as of `hold-sessions.ts`. */
const platform = findPlatform('cisco_ios');
if (platform === undefined) throw new Error('no platform cisco_ios');
const { signal } = new AbortController();
await holdSessions(async ({ host, port, username, password, enable }: ServedDevice) => {
  const session = await openSession(
    {
      ...{ host, port, platform, jumps: [], algorithms: 'modern' },
      credentials: [{ name: 'bench', username, secret: { password, enable } }],
      hostKey: { policy: 'trust-on-first-use', pinned: [] },
    },
    { limits: defaultLimits, signal, mayWrite: () => true, transcript: new Transcript() },
  );
  return () => session.close();
});
