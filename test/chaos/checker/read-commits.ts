import { spawn } from 'node:child_process';
import { buffer, text } from 'node:stream/consumers';

const FORMAT =
  '%x01%H%x02%(trailers:key=Device,valueonly,separator=)%x02%(trailers:key=Task-Id,valueonly,separator=)';

/** One commit of the branch, as stock git shows it. */
export interface Commit {
  readonly id: string;
  readonly device: string;
  readonly task: string;
  /** Files it adds or changes. */
  readonly files: readonly { readonly path: string; readonly blob: string }[];
  /** The configuration it stores: the text of its one `.cfg`. */
  readonly text: string;
}

/** Every commit of `main`, oldest first. */
export async function readCommits(repository: string): Promise<Commit[]> {
  const args = [
    'log',
    '--reverse',
    '--raw',
    '--no-abbrev',
    '--no-renames',
    '--root',
    `--format=${FORMAT}`,
    'main',
  ];
  const log = await runGit(repository, args);
  // A branch or repository that is missing has no commits; that they are missed is for the checks to say.
  const commits = log.stdout.toString().split('\u0001').slice(1).map(parseCommit);
  const blobs = commits.map(({ files }) => files.find(({ path }) => path.endsWith('.cfg'))?.blob ?? '');
  const texts = await readBlobs(
    repository,
    [...new Set(blobs)].filter((blob) => blob !== ''),
  );
  return commits.map((commit, index) => ({ ...commit, text: texts.get(blobs[index] ?? '') ?? '' }));
}

/** What `git fsck --full --strict` complains of; empty when the repository is whole. */
export async function checkObjects(repository: string): Promise<string> {
  const { code, stdout, stderr } = await runGit(repository, ['fsck', '--full', '--strict', '--no-dangling']);
  const said = `${stdout}${stderr}`.trim();
  return code === 0 ? said : said || `exit code ${code}`;
}

function parseCommit(entry: string): Omit<Commit, 'text'> {
  const [header = '', ...lines] = entry.split('\n');
  const [id = '', device = '', task = ''] = header.split('\u0002');
  const files = lines.flatMap((line) => {
    const match = /^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) [AM]\t(.*)$/.exec(line);
    return match ? [{ blob: match[1] ?? '', path: match[2] ?? '' }] : [];
  });
  return { id, device, task, files };
}

async function readBlobs(repository: string, blobs: readonly string[]): Promise<Map<string, string>> {
  const { stdout } = await runGit(
    repository,
    ['cat-file', '--batch', '--buffer'],
    blobs.map((blob) => `${blob}\n`).join(''),
  );
  const texts = new Map<string, string>();
  for (let at = 0; at < stdout.length; ) {
    const end = stdout.indexOf('\n', at);
    const [blob = '', , size] = stdout.toString('latin1', at, end).split(' ');
    const bytes = Number(size);
    if (Number.isNaN(bytes)) throw new Error(`git cat-file: ${stdout.toString('latin1', at, end)}`);
    texts.set(blob, stdout.toString('utf8', end + 1, end + 1 + bytes));
    at = end + 1 + bytes + 1;
  }
  return texts;
}

async function runGit(repository: string, args: readonly string[], input = '') {
  const child = spawn('git', ['-C', repository, ...args], { stdio: 'pipe' });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve);
    child.once('error', reject);
  });
  // A git that ends before it has read everything says why by its exit code.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [stdout, stderr, code] = await Promise.all([buffer(child.stdout), text(child.stderr), ended]);
  return { stdout, stderr, code };
}
