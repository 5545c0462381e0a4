import test from 'ava';
import { type AnswerSource, answerCommand } from '../../../packages/simulator/src/command/answer-command.ts';
import { families } from '../../../packages/simulator/src/platform/index.ts';

const CONFIGURATION = 'hostname r1\n!\ninterface Gi1\n';

function makeSource(platform: string, level: number): AnswerSource {
  const family = families[platform];
  if (!family) throw new Error(`no platform ${platform}`);
  const configuration = (view: string) => (view === 'running' ? CONFIGURATION : `${view}\n`);
  return { family, level, prompt: 'r1#', values: { name: 'r1', version: '1.2' }, configuration };
}

test('a command may be cut short as far as each word stays its beginning', (t) => {
  const source = makeSource('cisco_ios', 1);
  for (const line of ['show running-config', 'sh run', 'sho  runn ', 'show running-config view full']) {
    t.is(answerCommand(source, line).text, CONFIGURATION, line);
  }
  for (const line of ['s r', 'show', 'show running', 'terminal length 2']) {
    t.is(answerCommand(source, line).isConfiguration, line === 'show running', line);
  }
});

test('RouterOS takes commands as they are only', (t) => {
  t.is(
    answerCommand(makeSource('mikrotik_routeros', 0), '/export show-sens').text,
    'bad command name /export (line 1 column 1)\n',
  );
});

test('a command above the privilege is unknown', (t) => {
  t.is(
    answerCommand(makeSource('cisco_ios', 0), 'show running-config').text,
    "   ^\n% Invalid input detected at '^' marker.\n\n",
  );
});

test('pipes keep or drop lines, choose a view and stop the pager', (t) => {
  const ios = makeSource('cisco_ios', 1);
  t.is(answerCommand(ios, 'show running-config | include ^i').text, 'interface Gi1\n');
  t.is(answerCommand(ios, 'show running-config | exclude ^!|name').text, 'interface Gi1\n');
  t.is(answerCommand(ios, 'show running-config | include (').text, '', 'no pattern: literal text');
  t.regex(answerCommand(ios, 'show running-config | no-more').text, /Invalid input/);
  const junos = makeSource('juniper_junos', 0);
  t.like(answerCommand(junos, 'show configuration | display set | no-more'), {
    text: 'set\n',
    unpaged: true,
  });
  t.like(answerCommand(makeSource('fortinet', 0), 'show | grep .'), {
    text: CONFIGURATION,
    unpaged: true,
    isConfiguration: true,
  });
});
