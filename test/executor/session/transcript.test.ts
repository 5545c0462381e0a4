import test from 'ava';
import { Transcript } from '../../../packages/executor/src/session/transcript.ts';

test('a transcript keeps its parts in order, without empty ones', (t) => {
  const transcript = new Transcript();
  transcript.add('printed', 'r1#');
  transcript.add('typed', '');
  transcript.add('note', 'done\n');
  t.deepEqual(transcript.parts(), [
    { kind: 'printed', text: 'r1#' },
    { kind: 'note', text: 'done\n' },
  ]);
});

test('what was typed at a password prompt is cut out where a device shows it', (t) => {
  const transcript = new Transcript();
  transcript.hide(['Secr3t-pass', 'ab', '']);
  transcript.add('printed', 'Password: Secr3t-pass\r\nabout\n');
  t.deepEqual(transcript.parts(), [{ kind: 'printed', text: 'Password: [hidden]\r\nabout\n' }]);
});

test('a configuration stays as it is: its secrets are the work of the redaction', (t) => {
  const transcript = new Transcript();
  transcript.hide(['Secr3t-pass']);
  transcript.add('configuration', 'username admin password Secr3t-pass\n');
  t.is(transcript.parts()[0]?.text, 'username admin password Secr3t-pass\n');
});
