import type { Snapshot } from '@netraven/common/message';

const MIB = 1024 * 1024;

/** What a batch may still take. */
export interface BatchRoom {
  readonly deliveries: number;
  /** Of the packed contents, in bytes. */
  readonly packedBytes: number;
  /** Of the texts, in bytes: what a batch holds in memory. */
  readonly textBytes: number;
}

export const fullBatch: BatchRoom = { deliveries: 500, packedBytes: 8 * MIB, textBytes: 16 * MIB };

/** The room left after one more snapshot; undefined when it does not fit. */
export function roomAfter(room: BatchRoom, { content, bytes }: Snapshot): BatchRoom | undefined {
  const packed = content.kind === 'inline' ? Math.ceil((content.data.length * 3) / 4) : content.bytes;
  const left = {
    deliveries: room.deliveries - 1,
    packedBytes: room.packedBytes - packed,
    textBytes: room.textBytes - bytes,
  };
  return Math.min(...Object.values(left)) < 0 ? undefined : left;
}
