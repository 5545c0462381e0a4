import { SECOND } from '@netraven/common';
import { parseListen } from '@netraven/common/metric';

const ASK_LIMIT_MS = 5 * SECOND;
const anyAddress: ReadonlySet<string> = new Set(['', '0.0.0.0', '::']);

/**
 * Whether the process that serves `metrics.listen` on this machine is ready.
 * @param listen not empty
 */
export async function askReadiness(listen: string): Promise<boolean> {
  const { host, port } = parseListen(listen);
  const name = anyAddress.has(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  try {
    const response = await fetch(`http://${name}:${port}/readyz`, {
      signal: AbortSignal.timeout(ASK_LIMIT_MS),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
