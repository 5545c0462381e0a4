import type { DeviceDetail } from '@netraven/common/api';
import test from 'ava';
import { deviceDetailText } from '../../../packages/cli/src/output/device-text.ts';
import { plainStyle } from '../../../packages/cli/src/output/style.ts';

const device: DeviceDetail = {
  name: 'r1',
  host: '192.0.2.1',
  port: 22,
  platform: 'cisco_ios',
  site: 'default',
  tags: [],
  path: 'default/r1.cfg',
  lastOutcome: 'changed',
  lastOutcomeAt: '2026-11-23T10:00:00.000Z',
  lastErrorCode: null,
  circuit: null,
  algorithms: 'modern',
  hostKeyPolicy: 'strict',
  jumps: [],
  limits: {},
  facts: null,
  hostKeys: [],
  versions: 1,
  lastCommit: null,
  lastCapturedAt: null,
  credentials: [],
};
const facts = { version: null, model: null, serial: null, hostname: null, uptime: null };

test('weak secrets of a device are counted, with their lines', (t) => {
  const shown = (weakSecrets: { count: number; lines: number[] }) =>
    /^weak secrets +(.*)$/m.exec(
      deviceDetailText({ ...device, facts: { ...facts, weakSecrets } }, plainStyle),
    )?.[1];
  t.is(
    shown({ count: 3, lines: [12, 40] }),
    '3, short or common words, in lines 12, 40 of its configuration',
  );
  t.is(shown({ count: 1, lines: [7] }), '1, short or common words, in line 7 of its configuration');
  t.is(shown({ count: 0, lines: [] }), undefined);
});
