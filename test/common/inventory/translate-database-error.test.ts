import { describeDatabaseFailure, translateDatabaseError } from '@netraven/common/inventory';
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
    withCode('EPIPE'),
    withCode('25006'),
    withCode('28P01'),
    withCode('53100'),
    new Error('Connection terminated'),
    new Error('Query read timeout'),
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

test('what another transaction or a time limit ended is done again, not reported as a defect', (t) => {
  const errors = ['40P01', '40001', '55P03', '57014'].map((code) => translateDatabaseError(withCode(code)));
  t.deepEqual([...new Set(errors.map(({ code }) => code))], ['NETRAVEN_DATABASE_BUSY']);
  t.true(errors.every(({ retryable }) => retryable));
});

test('an error that may be of anything else is not taken for one of the database', (t) => {
  const others = [withCode('23502'), new TypeError('x'), new Error('x'), withCode('ENOENT'), 'x'];
  t.deepEqual(
    others.map((error) => describeDatabaseFailure(error)),
    others.map(() => undefined),
  );
});
