import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTranscript, startSimulator, type Transcript, transcriptSchema } from '@netraven/simulator';
import test from 'ava';
import type { Client, ClientChannel } from 'ssh2';
import { parse } from 'yaml';
import { takeTurns } from '../../helpers/take-turns.ts';
import { makeTempFolder } from '../../helpers/temp-folder.ts';
import { connectClient, openShell, type TestShell } from '../helpers/open-shell.ts';
import { renderScreen } from '../helpers/render-screen.ts';

const inTurn = takeTurns(8);
type Step = Omit<Transcript['exchanges'][number], 'send'>;

const files = globSync('test/fixtures/transcripts/**/*.yaml').sort();
const secrets: Readonly<Record<string, string>> = {
  username: 'noc',
  password: 'pass-word',
  enable: 'enable-word',
};
const login = { username: 'noc', password: 'pass-word', enable: 'enable-word' };

/** The text of a step's own output: its bytes as UTF-8. */
function textOf(step: Step): string {
  const bytes = step.output.filter((part) => typeof part === 'string').join('');
  return Buffer.from(bytes, 'latin1').toString();
}

/** Types what leads through a step's first answers. @returns all it printed */
async function walk(shell: TestShell, step: Step): Promise<string> {
  const own = textOf(step);
  const printed = await readExactly(shell, own.length);
  const [answer] = step.answers ?? [];
  if (!answer) return printed;
  const { send } = answer;
  if ('key' in send) shell.type(send.key === 'any' ? ' ' : send.key);
  else shell.type(`${'line' in send ? send.line : secrets[send.secret]}\r`);
  return printed + (await walk(shell, answer));
}

function wholeOf(step: Step): string {
  const [answer] = step.answers ?? [];
  return textOf(step) + (answer ? wholeOf(answer) : '');
}

async function readExactly(shell: TestShell, length: number): Promise<string> {
  if (length === 0) return '';
  return shell.readUntil(new RegExp(`^[\\s\\S]{${length}}`));
}

/** Runs one command. @returns all it printed */
async function execute(client: Client, line: string): Promise<string> {
  const channel = await new Promise<ClientChannel>((resolve, reject) => {
    client.exec(line, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  const parts: Buffer[] = [];
  for await (const bytes of channel) parts.push(Buffer.from(bytes));
  return Buffer.concat(parts).toString();
}

test('there are transcripts of at least ten platforms', async (t) => {
  const read = await Promise.all(files.map(readTranscript));
  t.true(new Set(read.map((transcript) => transcript.platform)).size >= 10);
});

for (const file of files) {
  test(`${file} tells the text that a terminal shows of its output`, async (t) => {
    const transcript = await readTranscript(file);
    const { line, text } = transcript.configuration;
    const exchange = transcript.exchanges.find(({ send }) => 'line' in send && send.line === line);
    if (!exchange) return t.fail(`no exchange sends "${line}"`);
    const screen = renderScreen(wholeOf(exchange));
    // Further parts come from other commands, below a heading of netraven's own.
    const own = text.split(/^# \/etc\/.*$/m)[0] ?? '';
    const wanted = (transcript.channel === 'exec' ? own : text).replace(/\n$/, '').split('\n');
    const start = screen.indexOf(wanted[0] ?? '');
    const shown = screen.slice(start, start + wanted.length);
    const last = wanted.at(-1) ?? '';
    // A text without a line end of its own has the prompt behind it.
    if (shown.at(-1)?.startsWith(last)) shown.splice(-1, 1, last);
    t.deepEqual(shown, wanted);
    t.is(text, text.replace(/[ \t]+$/gm, '').replace(/^\n+/, ''));
  });

  test(`${file} holds each of its placeholders`, async (t) => {
    const transcript = await readTranscript(file);
    for (const placeholder of transcript.placeholders)
      t.true(transcript.configuration.text.includes(placeholder));
  });

  for (const chunking of ['whole', 'byte', 'random'] as const) {
    test(`${file} is replayed byte by byte as written, cut ${chunking}`, async (t) => {
      await inTurn(async () => {
        const transcript = await readTranscript(file);
        await using simulator = await startSimulator({
          transcripts: [{ file, name: 'replayed', chunking, ...login }],
        });
        const device = simulator.device('replayed');
        if (transcript.channel === 'exec') {
          await using client = await connectClient(device);
          t.true(transcript.exchanges.length > 0);
          for (const exchange of transcript.exchanges) {
            if (!('line' in exchange.send)) return t.fail('a command is a line');
            t.is(await execute(client, exchange.send.line), wholeOf(exchange));
          }
          return;
        }
        await using shell = await openShell(device);
        t.is(await walk(shell, transcript.opening), wholeOf(transcript.opening));
        for (const exchange of transcript.exchanges) {
          if (!('line' in exchange.send)) continue;
          shell.type(`${exchange.send.line}\r`);
          t.is(await walk(shell, exchange), wholeOf(exchange));
        }
        t.is(await shell.readToEnd(), '', 'the last exchange ends the session');
        if (chunking === 'byte') t.is(Math.max(...shell.packetSizes), 1);
        t.is(device.expected(), transcript.configuration.text.replace(/\n$/, ''));
      });
    });
  }
}

test('a transcript of commands answers SSH commands', async (t) => {
  const file = 'test/fixtures/transcripts/juniper_junos/exec.yaml';
  await using simulator = await startSimulator({ transcripts: [{ file }] });
  const device = simulator.device('qfx-4');
  await using client = await connectClient(device);
  t.is((await execute(client, 'show configuration')).trimEnd(), device.expected());
  await t.throwsAsync(openShell(device), { message: /Unable to open shell|Unable to/ }, 'it has no shell');
});

test('a pause in the output parts what stands before and behind it', async (t) => {
  const file = 'test/fixtures/transcripts/arista_eos/echo-in-pieces.yaml';
  await using simulator = await startSimulator({ transcripts: [{ file, ...login }] });
  await using shell = await openShell(simulator.device('leaf-12'));
  await shell.readUntil(/leaf-12>$/);
  const before = shell.packetSizes.length;
  shell.type('terminal length 0\r');
  await shell.readUntil(/leaf-12#$/);
  t.is(shell.packetSizes[before], 'term'.length);
});

test('a transcript of a shell refuses SSH commands', async (t) => {
  const file = 'test/fixtures/transcripts/vyos/bracketed-paste.yaml';
  await using simulator = await startSimulator({ transcripts: [{ file }] });
  await using client = await connectClient(simulator.device('vy-2'));
  const refusal = await new Promise((resolve) =>
    client.exec('show version', (error) => resolve(error?.message)),
  );
  t.is(refusal, 'Unable to exec');
});

test('the example in the documentation is a transcript', async (t) => {
  const page = await readFile('docs/transcripts.md', 'utf8');
  const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  t.is(transcriptSchema.parse(parse(example)).device.version, '12.4(24)T8');
});

test('a line no exchange knows gets the error text and the last prompt', async (t) => {
  const file = 'test/fixtures/transcripts/arista_eos/echo-in-pieces.yaml';
  await using simulator = await startSimulator({ transcripts: [{ file, ...login }] });
  await using shell = await openShell(simulator.device('leaf-12'));
  await shell.readUntil(/leaf-12>$/);
  shell.type('frobnicate\r\r');
  t.is(
    await shell.readUntil(/leaf-12>\r\nleaf-12>$/),
    'frobnicate\r\n% Invalid input\r\nleaf-12>\r\nleaf-12>',
  );
});

test('a file that is no transcript is refused with field and rule', async (t) => {
  const file = join(await makeTempFolder(t), 'bad.yaml');
  await writeFile(
    file,
    'transcript: 1\nplatform: IOS!\nexchanges: [{send: {line: a, key: b}, output: ["€"]}]\n',
  );
  const error = await t.throwsAsync(readTranscript(file));
  t.regex(error?.message ?? '', /bad\.yaml is not a transcript:/);
  t.regex(error?.message ?? '', /→ at platform/);
  t.regex(error?.message ?? '', /→ at exchanges\[0\]\.send/);
});
