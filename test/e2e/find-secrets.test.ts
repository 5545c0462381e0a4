import { zstdCompressSync } from 'node:zlib';
import test from 'ava';
import { findSecrets, unpackMessage } from '../helpers/find-secrets.ts';

const SECRET = 'pa$$ "w\\rd" <é>/+1';

test('the search for secrets finds each in every form it may travel in', (t) => {
  const around = (text: string) => Buffer.from(`x${text}y`);
  const forms = {
    clear: SECRET,
    JSON: JSON.stringify({ password: SECRET }),
    ...Object.fromEntries(
      ['', 'a', 'ab', 'abc'].map((before) => [
        `base64 after ${before}`,
        around(before + SECRET).toString('base64'),
      ]),
    ),
    base64url: around(SECRET).toString('base64url'),
    hex: around(SECRET).toString('hex').toUpperCase(),
    URL: `https://x/?p=${encodeURIComponent(SECRET)}`,
    XML: '<p>pa$$ &quot;w\\rd&quot; &lt;é&gt;/+1</p>',
    packed: unpackMessage(
      Buffer.from(JSON.stringify({ data: zstdCompressSync(around(SECRET)).toString('base64') })),
    ),
  };
  for (const [form, text] of Object.entries(forms))
    t.not(findSecrets({ place: text }, [SECRET]).length, 0, form);
  t.deepEqual(findSecrets({ place: 'nothing of it' }, [SECRET]), []);
});
