import { assertStorable } from '@netraven/common/message';
import test from 'ava';

test('what PostgreSQL cannot hold is refused by field', (t) => {
  const refused = (value: unknown) => t.throws(() => assertStorable('request', value))?.message;
  const rule = 'must be text without NUL or broken surrogates';
  t.is(refused({ list: ['fine', 'a\u0000b'] }), `request: list.1: ${rule}`);
  t.is(refused({ half: '\ud83d' }), `request: half: ${rule}`);
  t.is(refused({ 'ke\u0000y': 1 }), `request: key: ${rule}`);
  let deep: unknown = 1;
  for (let level = 0; level < 30; level++) deep = [deep];
  t.is(refused({ deep }), 'request: deep: must not be nested so deep');
  t.notThrows(() =>
    assertStorable('request', { text: 'größe 😀', list: [1, null, true], nested: { a: {} } }),
  );
});
