import { connectNats } from '@netraven/common/jetstream';
import { startSimulator } from '@netraven/simulator';
import test from 'ava';
import { enrolDevices } from '../helpers/enrol-devices.ts';
import { readEndpoint } from '../helpers/read-endpoint.ts';
import { startInstance } from '../helpers/start-instance.ts';

interface Task {
  readonly device: string;
  readonly outcome: string;
  readonly code: string | null;
  readonly hint: string | null;
}

const LOGIN = { username: 'netops', password: 'right-login-9', enable: 'right-enable-9' };

const settings = `
retry: { maxAttempts: 1 }
limits: { connectMs: 5000, authMs: 5000, idleMs: 4000, sessionMs: 60000, outputBytes: 20000000 }
`;

test('each bad device ends with its own code and hint, and holds up nobody', async (t) => {
  await using simulator = await startSimulator({
    ...LOGIN,
    devices: [
      { platform: 'cisco_ios', name: 'good-ios' },
      { platform: 'juniper_junos', name: 'good-junos' },
      { platform: 'cisco_ios', name: 'wrong-password', password: 'another' },
      { platform: 'cisco_ios', name: 'never-prompts', chaos: ['never-prompt'] },
      { platform: 'cisco_ios', name: 'drops', chaos: ['drop'] },
      { platform: 'cisco_ios', name: 'prints-50-mb', chaos: ['huge'] },
      { platform: 'cisco_ios', name: 'invalid-input', chaos: ['refuse-command'] },
      { platform: 'cisco_ios', name: 'cut-short', chaos: ['truncated'] },
    ],
  });
  await using instance = await startInstance(['--executors', '1'], settings);
  const elsewhere = [
    { name: 'unknown-platform', host: '127.0.0.1', port: 22, platform: 'abacus_os' },
    { name: 'unresolvable', host: 'no-such-host.invalid', port: 22, platform: 'cisco_ios' },
    { name: 'refuses', host: '127.0.0.1', port: 1, platform: 'cisco_ios' },
    { name: 'no-credential', host: '127.0.0.1', port: 2, platform: 'cisco_ios', tag: 'lonely' },
  ];
  const imported = await enrolDevices(instance, [...simulator.devices, ...elsewhere], LOGIN);
  t.regex(imported.stdout + imported.stderr, /abacus_os/, 'an unknown platform warns at import');

  const backup = await instance.json<{ job: string; status: string; tasks: Task[] }>(
    ['backup', '--all'],
    [1],
  );
  t.is(backup.status, 'COMPLETED_PARTIAL_FAILURE');
  t.deepEqual(
    Object.fromEntries(backup.tasks.map(({ device, outcome, code }) => [device, code ?? outcome])),
    {
      'good-ios': 'changed',
      'good-junos': 'changed',
      'wrong-password': 'NETRAVEN_AUTH_FAILED',
      'never-prompts': 'NETRAVEN_SESSION_NO_PROMPT',
      drops: 'NETRAVEN_SESSION_DROPPED',
      'prints-50-mb': 'NETRAVEN_SESSION_OUTPUT_TOO_LARGE',
      'invalid-input': 'NETRAVEN_CAPTURE_REFUSED',
      'cut-short': 'NETRAVEN_CAPTURE_TRUNCATED',
      'unknown-platform': 'NETRAVEN_TASK_PLATFORM_UNKNOWN',
      unresolvable: 'NETRAVEN_CONNECT_DNS',
      refuses: 'NETRAVEN_CONNECT_REFUSED',
      'no-credential': 'NETRAVEN_TASK_NO_CREDENTIAL',
    },
  );
  const shown = await instance.netraven(['job', 'show', backup.job]);
  for (const { code } of backup.tasks)
    if (code !== null) t.true(shown.stdout.includes(code), `job show names ${code}`);
  t.regex(shown.stdout, /netraven credential add/, 'job show says what to do');
});

test('a malformed request is refused with its reason, and the next one is worked off', async (t) => {
  await using simulator = await startSimulator({
    ...LOGIN,
    devices: [{ platform: 'arista_eos', name: 'sw1' }],
  });
  await using instance = await startInstance(['--executors', '1']);
  await enrolDevices(instance, simulator.devices, LOGIN);

  const connection = await connectNats(await readEndpoint(instance.dir), { name: 'test', waitMs: 5000 });
  const refusals = connection.subscribe('netraven.events.hub.message.refused', { max: 3 });
  for (const body of ['not json', '{"v":1}', `{"v":1,"devices":["${'x'.repeat(200)}"]}`]) {
    connection.publish('netraven.jobs.request', body);
  }
  const reasons: string[] = [];
  for await (const refusal of refusals)
    reasons.push(refusal.json<{ data: { reason: string } }>().data.reason);
  t.regex(reasons[0] ?? '', /not JSON/);
  t.regex(reasons[1] ?? '', /all: true/);
  t.regex(reasons[2] ?? '', /devices\.0: must be at most 128 characters/);

  const done = connection.subscribe('netraven.events.hub.job.done', { max: 1 });
  connection.publish('netraven.jobs.request', '{"v":1,"id":"from-a-shell","devices":["sw1"]}');
  for await (const event of done) t.is(event.json<{ data: { job: string } }>().data.job, 'from-a-shell');
  await connection.close();
  const { stdout } = await instance.netraven(['job', 'show', 'from-a-shell']);
  t.regex(stdout, /COMPLETED_SUCCESS/);
});
