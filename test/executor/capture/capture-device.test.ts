import test from 'ava';
import { cleanVolatile } from '../../../packages/executor/src/capture/clean-volatile.ts';
import { captureFrom, failureOf, makeCredential } from '../../helpers/capture-from.ts';
import {
  answerCommands,
  byteByByte,
  type Chunking,
  oneWrite,
  randomChunks,
  startSshDevice,
  type Terminal,
} from '../../helpers/start-ssh-device.ts';
import { recordedDevices, recordedSecret } from './recorded-devices.ts';

const chunkings: readonly (readonly [string, Chunking])[] = [
  ['in one write', oneWrite],
  ['byte by byte', byteByByte],
  ...[1, 2, 3].map((seed) => [`in random pieces (seed ${seed})`, randomChunks(seed)] as const),
];

for (const recorded of recordedDevices) {
  for (const [title, chunking] of chunkings) {
    test(`${recorded.platform}: the configuration and the facts are read when they come ${title}`, async (t) => {
      await using device = await startSshDevice({ shell: recorded.shell, chunking });
      const report = await captureFrom(device, {
        platform: recorded.platform,
        credentials: [makeCredential(recordedSecret)],
      });
      if (report.kind === 'failed') return t.fail(`${report.error.code}: ${report.error.message}`);
      const { capture } = report;
      t.is(capture.text, recorded.text);
      t.is(capture.command, recorded.command);
      t.is(cleanVolatile(capture.text, capture.platform), recorded.stored);
      t.deepEqual(
        Object.fromEntries(Object.entries(capture.facts).filter(([, value]) => value !== null)),
        recorded.facts,
      );
      await device.idle();
    });
  }
}

test('the transcript holds what was shown, the configuration marked, and nothing typed at password prompts', async (t) => {
  const ios = recordedDevices[0];
  if (ios === undefined) return t.fail();
  await using device = await startSshDevice({ shell: ios.shell });
  const report = await captureFrom(device, { credentials: [makeCredential(recordedSecret)] });
  t.deepEqual(
    report.transcript.map(({ kind, text }) => `${kind}: ${text}`),
    [
      'printed: ***\n* Authorised use only. Password:\n* r1# is an example, so is r1>\n***\n\nr1>\n',
      'printed: r1>\n',
      'printed: r1> enable\n',
      'printed: Password:',
      'printed: r1#\n',
      'printed: r1# terminal length 0\n',
      "printed: % Invalid input detected at '^' marker.\n",
      'printed: r1# terminal width 511\n',
      "printed: % Invalid input detected at '^' marker.\n",
      'printed: r1# show running-config\n',
      `configuration: ${ios.text.replace('line vty', '*Mar  3 10:11:13.123: %SYS-5-CONFIG_I: Configured from console by admin\nline vty')}`,
      'printed: r1# show version\n',
      report.transcript.at(-1)?.text.replace(/^/, 'printed: ') ?? '',
    ],
  );
});

test('the first configuration command that is not refused counts', async (t) => {
  const text = 'version 15.2\nhostname r1\n!\n!\nend\n';
  const shell = (terminal: Terminal) =>
    answerCommands(terminal, {
      prompt: 'r1#',
      answers: { 'show running-config view full': text.replaceAll('\n', '\r\n') },
    });
  await using device = await startSshDevice({ shell });
  const report = await captureFrom(device);
  t.deepEqual(report.kind === 'captured' && [report.capture.text, report.capture.command], [
    text,
    'show running-config view full',
  ]);
});

test('a device that refuses every configuration command fails as refused', async (t) => {
  await using device = await startSshDevice();
  t.deepEqual(failureOf(await captureFrom(device)), {
    code: 'NETRAVEN_CAPTURE_REFUSED',
    message:
      'rtr-1: refused "show running-config", "show running-config view full", "more system:running-config", "write terminal"',
  });
});

test('an unknown platform fails without a connection', async (t) => {
  await using device = await startSshDevice();
  t.deepEqual(failureOf(await captureFrom(device, { platform: 'acme_os' })), {
    code: 'NETRAVEN_TASK_PLATFORM_UNKNOWN',
    message: 'no platform is called "acme_os"',
  });
  t.is(device.connections().accepted, 0);
});

test('a platform other tools know is collected with a learned prompt', async (t) => {
  const text = 'sysname x\nvlan 1\nvlan 2\nvlan 3\n';
  const shell = (terminal: Terminal) =>
    answerCommands(terminal, {
      prompt: '<<x>>$ ',
      answers: { 'show running-config': text.replaceAll('\n', '\r\n') },
    });
  await using device = await startSshDevice({ shell });
  const report = await captureFrom(device, { platform: 'zyxel_os' });
  t.deepEqual(report.kind === 'captured' && [report.capture.text, report.capture.platform.name], [
    text,
    'generic',
  ]);
});

test('facts that cannot be read do not cost the capture', async (t) => {
  const text = 'version 15.2\nhostname r1\n!\n!\nend\n';
  const shell = async (terminal: Terminal) => {
    for (;;) {
      await terminal.print('r1#');
      const command = await terminal.readLine();
      if (command === 'show running-config') await terminal.print(text.replaceAll('\n', '\r\n'));
      if (command === 'show version') return terminal.drop();
    }
  };
  await using device = await startSshDevice({ shell });
  const report = await captureFrom(device);
  t.is(report.kind === 'captured' ? report.capture.text : report.error.message, text);
  t.regex(report.transcript.at(-1)?.text ?? '', /^facts: NETRAVEN_SESSION_DROPPED/);
});

test('a configuration that goes on after its own prompt is not taken for whole', async (t) => {
  const shell = async (terminal: Terminal) => {
    for (;;) {
      await terminal.print('\r\nvyos@fw1:~$ ');
      const command = await terminal.readLine();
      if (!command.startsWith('show configuration')) continue;
      await terminal.print("set a '1'\r\nset b '2'\r\nset c 'vyos@fw1:~$'\r\nvyos@fw1:~$ ");
      // Only what follows gives the premature end away: the rest comes when the next command has been typed.
      await terminal.readKey();
      await terminal.print("set d '4'\r\nvyos@fw1:~$ show version\r\n");
      await terminal.readLine();
    }
  };
  await using device = await startSshDevice({ shell });
  t.deepEqual(failureOf(await captureFrom(device, { platform: 'vyos' })), {
    code: 'NETRAVEN_CAPTURE_TRUNCATED',
    message: 'rtr-1: output went on after the prompt of "show configuration commands | no-more"',
  });
});

test('a refusal in the words of another platform is a refusal, not a short configuration', async (t) => {
  const shell = (terminal: Terminal) => answerCommands(terminal, { prompt: 'r1>', answers: {} });
  await using device = await startSshDevice({ shell });
  t.deepEqual(failureOf(await captureFrom(device, { platform: 'juniper_junos' })), {
    code: 'NETRAVEN_CAPTURE_REFUSED',
    message: 'rtr-1: refused "show configuration | display omit", "show configuration"',
  });
});

const helps = [
  'Usage: show <what>\r\n  what: status, version, users\r\n  status  prints it\r\n  version prints that\r\n',
  '% Unknown input\r\nsh\r\nst\r\nsu\r\nsv\r\n',
  'Commands available:\r\n  ping\r\n  quit\r\n  show\r\n  trace\r\n',
  '\r\nError: "running-config" is not recognized here\r\na\r\nb\r\nc\r\n',
  'Try "help" for a list\r\na\r\nb\r\nc\r\n',
];

for (const help of helps) {
  test(`a help that a system prints instead of its configuration is none: ${help.slice(0, 20).trim()}`, async (t) => {
    const shell = async (terminal: Terminal) => {
      for (;;) {
        await terminal.print('box$ ');
        if ((await terminal.readLine()) === 'exit') return terminal.exit();
        await terminal.print(help);
      }
    };
    await using device = await startSshDevice({ shell });
    const report = await captureFrom(device, { platform: 'generic', limits: { sessionMs: 60_000 } });
    t.is(failureOf(report).code, 'NETRAVEN_CAPTURE_REFUSED');
  });
}

test('a device that wants to know kind and size of the terminal before its first prompt is answered', async (t) => {
  const shell = async (terminal: Terminal) => {
    await terminal.print('\u001bZ');
    for (let keys = ''; !keys.endsWith('c'); keys += await terminal.readKey());
    await terminal.print('\u001b[9999B\u001b[6n');
    for (let keys = ''; !keys.endsWith('R'); keys += await terminal.readKey());
    await answerCommands(terminal, {
      prompt: '[admin@mt] > ',
      answers: { '/export show-sensitive': '# by RouterOS 6\r\n/ip address\r\nset name=mt\r\n' },
    });
  };
  await using device = await startSshDevice({ shell });
  const report = await captureFrom(device, { platform: 'mikrotik_routeros' });
  t.is(report.kind, 'captured');
});
