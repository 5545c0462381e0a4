import { userInfo } from 'node:os';

/** Who a job is requested by, as its record says. */
export function whoAsks(): string {
  try {
    return `${userInfo().username} (cli)`;
  } catch {
    return 'cli';
  }
}
