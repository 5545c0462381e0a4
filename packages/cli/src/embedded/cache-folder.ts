import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder where netraven keeps programs it fetched for this user; may not exist yet. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (env.NETRAVEN_CACHE) return env.NETRAVEN_CACHE;
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'netraven');
  const home = env.HOME || homedir();
  return process.platform === 'darwin'
    ? join(home, 'Library', 'Caches', 'netraven')
    : join(home, '.cache', 'netraven');
}
