import test from 'ava';
import { natsCheck } from '../../../packages/cli/src/doctor/check-transport.ts';

test('a connection beyond this machine without TLS is warned of', (t) => {
  const states = (url: string, isEncrypted: boolean) => natsCheck(url, isEncrypted).state;
  for (const url of ['nats://127.0.0.1:4222', 'localhost', 'nats://u:p@127.0.0.5:1,[::1]:4222'])
    t.is(states(url, false), 'ok', url);
  for (const url of [
    'nats://192.0.2.1:4222',
    'nats.example.net',
    'nats://127.0.0.1,nats://10.0.0.1',
    'nats://127.0.0.1.evil.example',
  ]) {
    t.is(states(url, false), 'warn', url);
    t.is(states(url, true), 'ok', url);
  }
  t.false(natsCheck('nats://user:word-of-it@192.0.2.1', false).found.includes('word-of-it'));
});
