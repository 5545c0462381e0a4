import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const ANYONE_MAY_ENTER = 0o001;
const OWNER_MAY_ENTER = 0o100;

/** Whether a user without privilege or group could walk down to this path. */
export async function canReach(path: string, uid: number): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid: owner } = await stat(folder);
    const needed = owner === uid ? OWNER_MAY_ENTER : ANYONE_MAY_ENTER;
    if ((mode & needed) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
