import { mergeExpositions } from '@netraven/common/metric';
import test from 'ava';

test('metrics of several processes become one page, each family once and each sample with its process', (t) => {
  const executor = (sessions: number) =>
    [
      '# HELP netraven_sessions_open Open.',
      '# TYPE netraven_sessions_open gauge',
      `netraven_sessions_open{site="ams"} ${sessions}`,
      '',
      '# HELP up_seconds Up.',
      '# TYPE up_seconds gauge',
      'up_seconds 7.5e-3',
      '',
    ].join('\n');
  t.is(
    mergeExpositions([
      { process: 'executor-1', text: executor(3) },
      { process: 'executor-2', text: executor(4) },
    ]),
    [
      '# HELP netraven_sessions_open Open.',
      '# TYPE netraven_sessions_open gauge',
      'netraven_sessions_open{process="executor-1",site="ams"} 3',
      'netraven_sessions_open{process="executor-2",site="ams"} 4',
      '# HELP up_seconds Up.',
      '# TYPE up_seconds gauge',
      'up_seconds{process="executor-1"} 7.5e-3',
      'up_seconds{process="executor-2"} 7.5e-3',
      '',
    ].join('\n'),
  );
});

test('a value of a label that holds braces and blanks stays as it is', (t) => {
  t.is(
    mergeExpositions([{ process: 'a', text: '# HELP x X.\n# TYPE x gauge\nx{l="} 1 {"} 2\n' }]),
    '# HELP x X.\n# TYPE x gauge\nx{process="a",l="} 1 {"} 2\n',
  );
});
