import { translateDatabaseError } from '@netraven/common/inventory';
import test from 'ava';

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });

test('no value of a row gets into the message', (t) => {
  t.is(
    translateDatabaseError(withCode('23502', 'null value in column\n - detail: Failing row contains (text)'))
      .message,
    'null value in column',
  );
});

test('a server that is away is told from a defect', (t) => {
  const codes = [
    withCode('57P01'),
    withCode('ECONNREFUSED'),
    withCode('53100'),
    new Error('Connection terminated'),
  ];
  t.deepEqual(
    [...new Set(codes.map((error) => translateDatabaseError(error).code))],
    ['NETRAVEN_DATABASE_UNREACHABLE'],
  );
  t.deepEqual(
    [withCode('23502'), withCode('42703'), new TypeError('x')].map(
      (error) => translateDatabaseError(error).code,
    ),
    ['NETRAVEN_INTERNAL', 'NETRAVEN_INTERNAL', 'NETRAVEN_INTERNAL'],
  );
});
