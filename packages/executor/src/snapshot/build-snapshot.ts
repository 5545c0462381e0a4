import type { Snapshot, Task } from '@netraven/common/message';
import type { ProcessedCapture } from '../thread/capture-input.ts';

/** The message that carries a processed capture to the git-writer. */
export function buildSnapshot(
  task: Task,
  processed: ProcessedCapture,
  made: Pick<
    Snapshot,
    'capture' | 'fence' | 'capturedAt' | 'content' | 'platform' | 'sealedTo' | 'traceparent'
  >,
): Snapshot {
  return {
    v: 1,
    ...made,
    task: task.id,
    job: task.job,
    site: task.site,
    device: { id: task.device.id, name: task.device.name, path: task.device.path, epoch: task.device.epoch },
    hash: processed.hash,
    bytes: processed.bytes,
    lines: processed.lines,
    change: processed.change ?? 'insignificant',
    diff: processed.diff,
    reseal: false,
  };
}
