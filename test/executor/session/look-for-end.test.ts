import { findPlatform, type Platform } from '@netraven/common/platform';
import test from 'ava';
import { pagerStop, readOutput } from '../../../packages/executor/src/session/command-output.ts';
import { lookForEnd } from '../../../packages/executor/src/session/look-for-end.ts';
import { OutputBuffer } from '../../../packages/executor/src/session/output-buffer.ts';

const platform = (name: string): Platform => {
  const found = findPlatform(name);
  if (found === undefined) throw new Error(`no platform ${name}`);
  return found;
};
const prompt = { line: 'r1#', name: 'r1' };
const ios = { platform: platform('cisco_ios'), prompt, isEchoing: undefined as boolean | undefined };
const search = {
  command: 'show run',
  isConfiguration: false,
  stopAt: undefined,
  mayChangePrompt: false,
  answeredLine: -1,
};

function outputOf(text: string): OutputBuffer {
  const output = new OutputBuffer();
  output.reset((line) => line === 'show run');
  output.feed(text);
  return output;
}

const look = (text: string, changes: Partial<typeof search> = {}, context = ios) =>
  lookForEnd(context, outputOf(text), { ...search, ...changes });
const supposed = (settleMs: number) => ({
  value: { kind: 'pager' as const, send: ' ', afterMs: settleMs },
  settleMs,
});
const end = (settleMs: number) => ({ value: { kind: 'prompt' as const }, settleMs });

test('the prompt after the echo ends a command at once, that of another mode after a while', (t) => {
  t.deepEqual(look('show run\r\nx\r\nr1#'), end(0));
  t.deepEqual(look('show run\r\nx\r\nr1(config)#'), end(100));
  t.is(look('show run\r\n'), undefined);
});

test('a prompt without an echo may be an older one: it must stand', (t) => {
  t.deepEqual(look('x\r\nr1#'), end(500));
  t.deepEqual(look('x\r\nr1#', {}, { ...ios, isEchoing: true }), end(3000));
  t.deepEqual(look('x\r\nr1#', {}, { ...ios, isEchoing: false }), end(500));
});

test('a configuration ends at the prompt behind its end marker, and elsewhere only after a long silence', (t) => {
  t.deepEqual(look('show run\r\nx\r\nend\r\n\r\nr1#', { isConfiguration: true }), end(20));
  t.deepEqual(look('show run\r\nbanner ^C\r\nr1#', { isConfiguration: true }), end(1500));
});

test('a configuration without an end marker ends at a prompt that stands', (t) => {
  const vyos = { platform: platform('vyos'), prompt: { line: 'v@r1:~$', name: 'v@r1' }, isEchoing: true };
  t.deepEqual(look('show run\r\nx\r\nv@r1:~$', { isConfiguration: true }, vyos), end(250));
});

const stops = [
  '--More--',
  ' --More-- ',
  '-- MORE --, next page: Space, next line: Enter, quit: q',
  '<--- More --->',
  '---(more 53%)---',
  '--More-- or (q)uit',
  '--More-- (q) quit (u) pageup (/) search (n) repeat',
];

test('a stop of the pager is answered at once, and once per line', (t) => {
  for (const stop of stops) {
    t.deepEqual(look(`show run\r\nx\r\n${stop}`), { value: { kind: 'pager', send: ' ' }, settleMs: 0 }, stop);
    t.is(look(`show run\r\nx\r\n${stop}`, { answeredLine: 13 }), undefined, stop);
  }
  t.deepEqual(look('show run\r\n--More-- of it'), supposed(1500));
});

test('the colon of less is answered when it stands', (t) => {
  const frr = { ...ios, platform: platform('frr') };
  t.deepEqual(look('show run\r\nx\r\n:', {}, frr), { value: { kind: 'pager', send: ' ' }, settleMs: 300 });
});

test('a refused line that the device leaves on its input line is noticed', (t) => {
  t.deepEqual(look('show run\r\nSyntax error\r\nr1# show run'), { value: { kind: 'stuck' }, settleMs: 150 });
});

test('a question that is waited for ends the output', (t) => {
  const stopAt = /^Password:\s*$/;
  t.deepEqual(lookForEnd(ios, outputOf('show run\r\nPassword: '), { ...search, stopAt }), {
    value: { kind: 'question' },
    settleMs: 30,
  });
});

test('output is read without echo, prompt, standing stops and messages behind it', (t) => {
  const output = outputOf(
    '*Mar  3 10:11:13.123: %SYS-5-X: up\r\nr1#\r\nlate line\r\nshow run\r\na\r\n--More--',
  );
  const answered = [pagerStop(output)];
  output.feed('\r\n--More-- is text\r\nb\r\nr1#\r\n*Mar  3 10:11:13.123: %SYS-5-X: up\r\nr1#');
  t.deepEqual(readOutput(ios, output, answered), {
    lines: ['a', '--More-- is text', 'b'],
    leftover: 'late line\n',
    lastLine: 'r1#',
  });
});

test('a stop that the device erased leaves the line that took its place', (t) => {
  const output = outputOf('show run\r\na\r\n--More--');
  const answered = [pagerStop(output)];
  output.feed('\r        \rb\r\nr1#');
  t.deepEqual(readOutput(ios, output, answered).lines, ['a', 'b']);
});

test('an unfinished line that stands is taken for the stop of a pager nobody knows, sooner where it reads like one', (t) => {
  for (const stop of ['== press Q to stop, N for next ==', 'Next page...', '(53%)', '<space> for more'])
    t.deepEqual(look(`show run\r\nx\r\n${stop}`), supposed(1500), stop);
  t.deepEqual(look('show run\r\nx\r\n~~~'), supposed(5000));
  t.is(look('show run\r\nx\r\n~~~', { answeredLine: 13 }), undefined, 'once per line');
});

test('no key is pressed at a choice, at a question for a password, nor before the echo has come', (t) => {
  for (const line of [
    'Erase all [y/n]?',
    'Reload? [confirm]',
    'Password:',
    'Press any key to abort',
    'Go on (yes/no)',
  ])
    t.is(look(`show run\r\nx\r\n${line}`), undefined, line);
  t.is(look('r1#show ru'), undefined);
});

test('the prompt behind a last line without a line end ends the output, and that line is kept', (t) => {
  t.deepEqual(look('show run\r\nx\r\n</config>r1#'), end(1500));
  const output = outputOf('show run\r\nx\r\n</config>r1#');
  t.deepEqual(readOutput(ios, output, []), { lines: ['x', '</config>'], leftover: '', lastLine: 'r1#' });
});

test('a command that leads to another command line ends at a prompt of another name', (t) => {
  const sonic = {
    platform: platform('dell_sonic'),
    prompt: { line: 'admin@s1:~$', name: 'admin@s1' },
    isEchoing: true,
  };
  t.deepEqual(look('show run\r\ns1#', { mayChangePrompt: true }, sonic), end(300));
  t.deepEqual(look('show run\r\n<<>>', { mayChangePrompt: true }, sonic), end(1500));
});
