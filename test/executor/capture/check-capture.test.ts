import { findPlatform } from '@netraven/common/platform';
import test from 'ava';
import {
  type CaptureVerdict,
  checkCapture,
  checkShrink,
} from '../../../packages/executor/src/capture/check-capture.ts';
import { noFacts } from '../../../packages/executor/src/capture/read-facts.ts';

const ios = findPlatform('cisco_ios');
const vyos = findPlatform('vyos');
const TEXT = 'version 15.2\nhostname r1\n!\n!\nend\n';
const unknown = { serial: null, hostname: null };

function check(
  changes: { text?: string; serial?: string | null; hostname?: string | null; platform?: typeof ios },
  known: Parameters<typeof checkCapture>[1] = unknown,
) {
  const { text = TEXT, serial = null, hostname = null, platform = ios } = changes;
  if (platform === undefined) throw new Error('no platform');
  return told(checkCapture({ device: 'r1', platform, text, facts: { ...noFacts, serial, hostname } }, known));
}

const told = (verdict: CaptureVerdict) =>
  verdict.kind === 'accept' ? 'accept' : `${verdict.kind} ${verdict.reason.code} ${verdict.reason.message}`;

test('a whole configuration is accepted', (t) => {
  t.is(check({}), 'accept');
  t.is(check({ text: `${TEXT.trimEnd()}\n! later line\n` }), 'accept');
  t.is(check({ text: "set a '1'\nset b '2'\nset c '3'\n", platform: vyos }), 'accept');
});

test('no text fails', (t) => {
  t.is(check({ text: '' }), 'fail NETRAVEN_CAPTURE_EMPTY r1: the configuration command printed nothing');
});

test('a text of too few lines is quarantined', (t) => {
  t.is(
    check({ text: 'hostname r1\nend\n' }),
    'quarantine NETRAVEN_CAPTURE_TRUNCATED r1: 2 lines, at least 3 make a configuration',
  );
});

test('a text without the end marker among its last lines is quarantined', (t) => {
  const cut = 'quarantine NETRAVEN_CAPTURE_TRUNCATED r1: the configuration ends without ^end$';
  t.is(check({ text: `${TEXT.replace('end\n', '')}!\n` }), cut);
  t.is(check({ text: `version 15.2\nend\n${'!\n'.repeat(10)}` }), cut);
  t.is(check({ text: 'version 15.2\nhostname r1\n!\n! end of it\nfriend\n' }), cut);
});

const known = { serial: 'S1', hostname: 'r1' };

test('the same device is accepted, renamed or with another chassis', (t) => {
  t.is(check({ serial: 'S1', hostname: 'r1' }, known), 'accept');
  t.is(check({ serial: 'S1', hostname: 'r9' }, known), 'accept');
  t.is(check({ serial: 'S2', hostname: 'r1' }, known), 'accept');
});

test('a device that tells nothing, or of which nothing is known, is accepted', (t) => {
  t.is(check({}, known), 'accept');
  t.is(check({ serial: 'S2', hostname: 'r2' }, unknown), 'accept');
  t.is(check({ serial: 'S1' }, known), 'accept');
  t.is(check({ hostname: 'r1' }, known), 'accept');
});

test('another serial number, host name or both are another device', (t) => {
  t.is(
    check({ serial: 'S2', hostname: 'r2' }, known),
    'quarantine NETRAVEN_CAPTURE_OTHER_DEVICE r1: serial number S2, expected S1, host name r2, expected r1',
  );
  t.is(
    check({ serial: 'S2' }, known),
    'quarantine NETRAVEN_CAPTURE_OTHER_DEVICE r1: serial number S2, expected S1',
  );
  t.is(
    check({ hostname: 'r2' }, known),
    'quarantine NETRAVEN_CAPTURE_OTHER_DEVICE r1: host name r2, expected r1',
  );
});

test('a configuration may shrink to the limit and no further', (t) => {
  const shrink = (bytes: number, knownBytes: number | null, share = 0.5) =>
    told(checkShrink('r1', { bytes, knownBytes }, share));
  t.is(shrink(500, 1000), 'accept');
  t.is(
    shrink(499, 1000),
    'quarantine NETRAVEN_CAPTURE_SHRUNK r1: 499 bytes, expected at least 500 of the last 1000',
  );
  t.is(shrink(1, null), 'accept');
  t.is(shrink(1, 1000, 0), 'accept');
});
