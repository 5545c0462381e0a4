import type { Attempt } from '../attempt-task.ts';
import type { Executor } from '../executor.ts';
import type { Credential } from '../session/credential.ts';
import { openWithKeys } from '../task/open-credentials.ts';
import type { CaptureRequest } from './capture-device.ts';

/**
 * What a session needs to know of a task, with the credentials of its jump hosts opened.
 * @throws NETRAVEN_TASK_NO_CREDENTIAL, NETRAVEN_TASK_CREDENTIAL_SEALED for a jump host
 */
export async function toCaptureRequest(
  { keys, credentials: cache }: Executor,
  { task, lease, pass }: Pick<Attempt, 'task' | 'lease' | 'pass'>,
  { credentials, signal }: { credentials: readonly Credential[]; signal: AbortSignal },
): Promise<CaptureRequest> {
  const jumps: CaptureRequest['jumps'][number][] = [];
  for (const jump of task.jumps) {
    const opened = await openWithKeys(jump.credentials, keys, cache);
    jumps.push({ ...jump, credentials: opened.credentials });
  }
  return {
    device: task.device,
    credentials,
    jumps,
    hostKey: task.hostKey,
    algorithms: task.algorithms,
    limits: task.limits,
    signal,
    beforeLogin: pass.beforeLogin,
    mayWrite: lease.isHeld,
  };
}
