/** Fewer messages that do not move may each have a fault of their own; they stop nobody. */
const FEW_MESSAGES = 20;

/** What the server says of an outbox. */
export interface OutboxState {
  readonly messages: number;
  readonly bytes: number;
  /** Of the stream; -1 without a limit. */
  readonly maxBytes: number;
  /** Sequence of the last message that was ever stored. */
  readonly lastSequence: number;
}

/** When the outbox last moved, by the monotonic clock, in milliseconds. */
export interface OutboxProgress {
  /** Messages that have left it since it was made. */
  readonly left: number;
  readonly atMs: number;
}

export interface OutboxLimits {
  readonly messages: number;
  readonly fullShare: number;
  readonly stallMs: number;
}

/**
 * Whether more work would only pile up.
 * @param before null at the first look
 * @returns the reason not to pull, null to pull
 */
export function judgeOutbox(
  state: OutboxState,
  { before, limits, nowMs }: { before: OutboxProgress | null; limits: OutboxLimits; nowMs: number },
): { readonly reason: string | null; readonly progress: OutboxProgress } {
  const left = state.lastSequence - state.messages;
  const hasMoved = before === null || before.left !== left || state.messages < FEW_MESSAGES;
  const progress = hasMoved ? { left, atMs: nowMs } : before;
  return { progress, reason: reasonOf(state, limits, nowMs - progress.atMs) };
}

function reasonOf(state: OutboxState, limits: OutboxLimits, stalledMs: number): string | null {
  const { messages, bytes, maxBytes } = state;
  if (messages >= limits.messages)
    return `${messages} messages wait in the outbox, at most ${limits.messages}`;
  if (maxBytes > 0 && bytes >= maxBytes * limits.fullShare) {
    return `the outbox is ${Math.floor((100 * bytes) / maxBytes)} % full`;
  }
  if (stalledMs < limits.stallMs) return null;
  return `${messages} messages wait in the outbox and none has left it for ${Math.floor(stalledMs / 1000)} s`;
}
