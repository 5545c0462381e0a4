import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { programPath, root, runProgram } from './run-program.ts';

const CLIENT = join(root, 'packages/client');
const COMMON = join(root, 'packages/common/src');

/**
 * Makes the folder of `@netraven/client` as any Node service installs it, since Node runs no TypeScript below
 * `node_modules`: one JavaScript module and the declarations. What it takes from `common` is inside; `nats` and `zod`
 * stay dependencies.
 */
export async function packClient(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [join(CLIENT, 'src/index.ts')],
    outfile: join(folder, 'index.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22.15',
    external: ['nats', 'zod', 'zod/*'],
    logLevel: 'error',
  });
  await writeDeclarations(join(folder, 'types'));
  const { version, license, dependencies } = await readManifest(join(CLIENT, 'package.json'));
  const installed = async (name: string) =>
    (await readManifest(join(CLIENT, 'node_modules', name, 'package.json'))).version;
  const names = Object.keys(dependencies ?? {}).filter((name) => !name.startsWith('@netraven/'));
  const pinned = await Promise.all(names.map(async (name) => [name, `^${await installed(name)}`]));
  const manifest = {
    name: '@netraven/client',
    version,
    license,
    description: 'Ask netraven for backups of network devices, follow them, read configurations.',
    type: 'module',
    engines: { node: '>=22.15' },
    exports: { '.': { types: './types/client/src/index.d.ts', default: './index.js' } },
    dependencies: Object.fromEntries(pinned),
  };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  await cp(join(CLIENT, 'README.md'), join(folder, 'README.md'));
}

async function readManifest(path: string) {
  return JSON.parse(await readFile(path, 'utf8')) as {
    version: string;
    license: string;
    dependencies?: Record<string, string>;
  };
}

async function writeDeclarations(folder: string): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'netraven-pack-'));
  try {
    const project = join(scratch, 'tsconfig.json');
    const compilerOptions = {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      outDir: folder,
      rootDir: join(root, 'packages'),
      // As sources of this project: of a dependency tsc writes no declarations.
      paths: {
        '@netraven/common': [join(COMMON, 'index.ts')],
        '@netraven/common/*': [join(COMMON, '*/index.ts')],
      },
      typeRoots: [join(root, 'node_modules/@types')],
    };
    await writeFile(
      project,
      JSON.stringify({
        extends: join(root, 'tsconfig.json'),
        compilerOptions,
        include: [],
        files: [join(CLIENT, 'src/index.ts')],
      }),
    );
    const code = await runProgram(programPath('tsc'), ['-p', project], { onLine: console.error });
    if (code !== 0) throw new Error(`tsc ended with exit code ${code}`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  await nameFiles(folder);
}

/** Declarations name the files that are there, not the workspace's packages and sources. */
async function nameFiles(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const text = await readFile(path, 'utf8');
    const toCommon = (door: string) => {
      const to = relative(dirname(path), join(folder, 'common/src', door));
      return to.startsWith('.') ? to : `./${to}`;
    };
    const named = text
      .replace(
        /(['"])@netraven\/common(\/(\w+))?\1/g,
        (_all, quote: string, _door, name: string | undefined) =>
          quote + toCommon(name === undefined ? 'index.js' : `${name}/index.js`) + quote,
      )
      .replace(/(from |import |import\()(['"])(\.[^'"]*)\.ts\2/g, '$1$2$3.js$2');
    await writeFile(path, named);
  }
}
