import test from 'ava';
import { withoutDevice } from '../../../packages/cli/src/output/without-device.ts';

test('a message loses the name of the device at its start or after what came of it, once', (t) => {
  t.is(withoutDevice('sw1: 2 lines', 'sw1'), '2 lines');
  t.is(withoutDevice('quarantined: sw1: 2 lines', 'sw1'), 'quarantined: 2 lines');
  t.is(withoutDevice('attempt 1 of 3: CODE: sw1: sw1: x', 'sw1'), 'attempt 1 of 3: CODE: sw1: x');
});

test('a message that names another device, or a longer name, stays', (t) => {
  for (const message of ['10.0.0.1:22: refused', 'sw10: 2 lines', 'a sw1: x', '']) {
    t.is(withoutDevice(message, 'sw1'), message);
  }
});
