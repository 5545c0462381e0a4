import { nearestNames } from '@netraven/common';
import test from 'ava';

const known = ['arista_eos', 'cisco_ios', 'cisco_nxos', 'cisco_xr', 'juniper_junos', 'vyos'];

test('a mistyped name is answered with the names it may have meant, nearest first', (t) => {
  t.deepEqual(nearestNames('cisco_iso', known), ['cisco_ios', 'cisco_nxos', 'cisco_xr']);
  t.deepEqual(nearestNames('Junos', known), ['juniper_junos']);
  t.deepEqual(nearestNames('something else', known), []);
});
