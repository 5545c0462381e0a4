import test from 'ava';
import { checkConfigPath } from '../../../packages/git-writer/src/content/config-path.ts';

const good = [
  'fra/core1.cfg',
  'fra/a/b/core-1.example.net.cfg',
  'con/%41ux.cfg',
  'fra/_x+y.cfg',
  `fra/${'x'.repeat(196)}.cfg`,
];
const bad = [
  '',
  'core1.cfg',
  '/etc/passwd.cfg',
  '../core1.cfg',
  'fra/../../core1.cfg',
  'fra/./core1.cfg',
  'fra//core1.cfg',
  'fra/core1.cfg/',
  'fra/core1',
  'fra/core1.cfg.age',
  'fra/.git/config.cfg',
  '.git/hooks.cfg',
  'fra/git~1.cfg',
  'fra/-rf.cfg',
  'fra/.hidden.cfg',
  'fra/a b.cfg',
  'fra/a\nb.cfg',
  'fra/a\0b.cfg',
  'fra/a\\b.cfg',
  'fra/ä.cfg',
  'fra/a:b.cfg',
  'fra/con.cfg',
  'fra/LPT1.cfg',
  'fra./x.cfg',
  'fra/a.cfg/b.cfg',
  'fra/a.age/b.cfg',
  'a/b/c/d/e.cfg',
  `fra/${'x'.repeat(197)}.cfg`,
];

for (const path of good)
  test(`${path.slice(0, 40)} is a path`, (t) => t.notThrows(() => checkConfigPath(path)));
for (const path of bad) {
  test(`${JSON.stringify(path.slice(0, 40))} is refused`, (t) => {
    t.throws(() => checkConfigPath(path), { code: 'NETRAVEN_MESSAGE_INVALID', message: /must/ });
  });
}
