import { errorRecordSchema } from '@netraven/common/message';
import test from 'ava';

test('a code that nobody knows is an internal error, also where it is named as what every object has', (t) => {
  const record = { message: 'it failed', hint: 'Look.', retryable: false };
  const codes = ['NETRAVEN_AUTH_FAILED', 'NETRAVEN_OF_TOMORROW', 'constructor', 'toString'];
  t.deepEqual(
    codes.map((code) => errorRecordSchema.parse({ ...record, code }).code),
    ['NETRAVEN_AUTH_FAILED', 'NETRAVEN_INTERNAL', 'NETRAVEN_INTERNAL', 'NETRAVEN_INTERNAL'],
  );
});
