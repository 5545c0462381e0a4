import test from 'ava';
import { pathCandidates, toSlug } from '../../../packages/dispatcher/src/api/device-path.ts';

test('a device name becomes a file name that every system takes', (t) => {
  const slugs: Record<string, string> = {
    'core-1': 'core-1',
    'Core-1.Example.NET': 'core-1.example.net',
    '.git': '%2egit',
    '-rf': '%2drf',
    'a:b*c?': 'a%3ab%2ac%3f',
    'rtr%41': 'rtr%2541',
    'end.': 'end%2e',
    con: '%63on',
    'COM1.lab': '%63om1.lab',
    console: 'console',
    größe: 'gr%c3%b6%c3%9fe',
    'git~1': 'git%7e1',
  };
  t.deepEqual(Object.fromEntries(Object.keys(slugs).map((name) => [name, toSlug(name)])), slugs);
});

test('names that differ only in case get different paths, always the same ones', (t) => {
  const [plain, ...others] = pathCandidates('fra', 'Edge-1');
  t.is(plain, 'fra/edge-1.cfg');
  t.deepEqual(pathCandidates('fra', 'edge-1')[0], plain);
  t.notDeepEqual(pathCandidates('fra', 'edge-1').slice(1), others);
  t.deepEqual(pathCandidates('fra', 'Edge-1'), [plain, ...others]);
  t.true(others.every((path) => /^fra\/edge-1-[0-9a-f]{6}\.cfg$/.test(path)));
});

test('a long name is cut to what file systems take, without cutting an escape in two', (t) => {
  for (const name of ['ä'.repeat(128), `x${'ä'.repeat(127)}`, `xx${'ä'.repeat(126)}`, 'a'.repeat(128)]) {
    for (const path of pathCandidates('fra', name)) {
      const part = path.slice('fra/'.length);
      t.true(Buffer.byteLength(`${part}.age`) <= 200, part);
      t.regex(part, /^([a-z0-9._-]|%[0-9a-f]{2})+\.cfg$/);
    }
  }
});
