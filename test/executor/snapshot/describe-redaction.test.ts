import test from 'ava';
import {
  describeRedaction,
  locateWeakSecrets,
} from '../../../packages/executor/src/snapshot/describe-redaction.ts';
import { redactWith } from '../redaction/helpers/redact.ts';

test('the job log names the kind and the line of weak secrets, and no value', (t) => {
  const { counts, weak, text } = redactWith(
    'hostname r1\n!\nsnmp-server community public RO\nsnmp-server community Xk29fQw81 RO\nenable secret 5 cisco\n',
  );
  t.deepEqual(weak, [
    { kind: 'snmp-community', line: 3 },
    { kind: 'secret', line: 5 },
  ]);
  t.regex(text.split('\n')[2] ?? '', /<secret:snmp-community:/);
  const notes = describeRedaction({ counts, opaqueCount: 0, leakCount: 2, weakCount: 2, weak });
  t.deepEqual(notes, [
    { level: 'info', message: '3 secret values became tokens: snmp-community 2, secret 1' },
    { level: 'info', message: 'secrets stood in 2 more places, which became tokens too' },
    {
      level: 'warn',
      message:
        'weak secrets, short or common words, hidden only where they stand: snmp-community in line 3, secret in line 5',
    },
  ]);
});

test('what held no secret says nothing, and a long list is cut', (t) => {
  t.deepEqual(describeRedaction({ counts: {}, opaqueCount: 0, leakCount: 0, weakCount: 0, weak: [] }), []);
  const weak = Array.from({ length: 14 }, (_, index) => ({ kind: 'key', line: index + 1 }));
  const [note] = describeRedaction({ counts: {}, opaqueCount: 0, leakCount: 0, weakCount: 14, weak });
  t.regex(note?.message ?? '', /key in line 12 and 2 more$/);
});

test('the device tells how many weak secrets it has, and in which lines', (t) => {
  const at = (...lines: number[]) => lines.map((line) => ({ kind: 'key', line }));
  t.deepEqual(locateWeakSecrets({ weak: [] }), { count: 0, lines: [] });
  t.deepEqual(locateWeakSecrets({ weak: at(3, 5, 5) }), { count: 3, lines: [3, 5] });
  const many = locateWeakSecrets({ weak: at(...Array.from({ length: 100 }, (_, index) => index + 1)) });
  t.deepEqual([many.count, many.lines.length, many.lines.at(-1)], [100, 20, 20]);
});
