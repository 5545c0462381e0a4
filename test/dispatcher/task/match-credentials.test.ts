import test from 'ava';
import {
  matchCredentials,
  type StoredCredential,
} from '../../../packages/dispatcher/src/task/match-credentials.ts';

const credential = (name: string, fields: Partial<StoredCredential> = {}): StoredCredential => ({
  name,
  username: `user of ${name}`,
  tags: [],
  priority: 100,
  sealed: { fra: `${name} for fra`, ams: `${name} for ams` },
  ...fields,
});

test('a device gets the credentials of its site that share a tag with it or have none, in their order', (t) => {
  const credentials = [
    credential('z-general'),
    credential('a-general'),
    credential('core', { tags: ['core', 'spine'], priority: 50 }),
    credential('edge', { tags: ['edge'], priority: 1 }),
    credential('elsewhere', { sealed: { ams: 'x' } }),
    credential('last', { priority: 200 }),
  ];
  t.deepEqual(
    matchCredentials(['core', 'dc-1'], 'fra', credentials),
    ['core', 'a-general', 'z-general', 'last'].map((name) => ({
      name,
      username: `user of ${name}`,
      sealed: `${name} for fra`,
    })),
  );
  t.deepEqual(matchCredentials([], 'oslo', credentials), []);
});
