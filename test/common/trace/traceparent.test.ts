import { formatTraceparent, parseTraceparent, traceFields, withoutSampling } from '@netraven/common/trace';
import test from 'ava';

const SAMPLED = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

test('a traceparent is read and written as the W3C defines it, and what is none is nothing', (t) => {
  const context = parseTraceparent(SAMPLED);
  t.deepEqual(context, { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', flags: 1 });
  t.is(context && formatTraceparent(context), SAMPLED);
  const none = [
    null,
    '',
    'x',
    SAMPLED.toUpperCase(),
    `${SAMPLED}-x`,
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
    `00-0af7651916cd43dd8448eb211c80319c-${'0'.repeat(16)}-01`,
    `ff${SAMPLED.slice(2)}`,
  ];
  t.deepEqual(
    none.map((text) => parseTraceparent(text)),
    none.map(() => undefined),
  );
});

test('without sampling the ids stay, for logs, and only the flag goes', (t) => {
  t.is(withoutSampling(SAMPLED), `${SAMPLED.slice(0, -2)}00`);
  t.is(withoutSampling(null), null);
  t.deepEqual(traceFields(withoutSampling(SAMPLED)), { trace_id: '0af7651916cd43dd8448eb211c80319c' });
  t.deepEqual(traceFields('no trace'), {});
});
