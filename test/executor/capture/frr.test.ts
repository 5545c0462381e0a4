import { hostname } from 'node:os';
import { defaultLimits } from '@netraven/common/config';
import { captureDevice } from '../../../packages/executor/src/capture/capture-device.ts';
import { checkCapture } from '../../../packages/executor/src/capture/check-capture.ts';
import { startFrr, testWithFrr } from '../../helpers/start-frr.ts';

const CONFIG = `password unlock-me
router bgp 65001
 neighbor 192.0.2.7 remote-as 65002
 neighbor 192.0.2.7 password s3same-bgp
exit
ip route 198.51.100.0/24 Null0
`;

testWithFrr('a real FRRouting behind a real OpenSSH is captured with its last line', async (t) => {
  await using frr = await startFrr(CONFIG);
  const report = await captureDevice({
    device: { name: 'core-1', host: frr.host, port: frr.port, platform: 'frr' },
    credentials: [{ name: 'ops', username: frr.username, secret: { password: frr.password } }],
    jumps: [],
    hostKey: { policy: 'trust-on-first-use', pinned: [] },
    algorithms: 'modern',
    limits: defaultLimits,
    signal: new AbortController().signal,
    mayWrite: () => true,
  });
  if (report.kind === 'failed') return t.fail(`${report.error.code}: ${report.error.message}`);
  const { text, facts } = report.capture;
  t.is(report.hostKey?.type, 'ssh-ed25519');
  t.true(text.includes('\n neighbor 192.0.2.7 password s3same-bgp\n'));
  t.true(text.includes('\nip route 198.51.100.0/24 Null0\n'));
  t.true(text.endsWith('\nend\n'));
  t.regex(facts.version ?? '', /^\d+\.\d+/);
  t.is(facts.hostname, hostname(), 'vtysh shows the name of the machine it runs on');
  const verdict = checkCapture({ device: 'core-1', ...report.capture }, { serial: null, hostname: null });
  t.is(verdict.kind, 'accept');
});
