import type { ClientChannel } from 'ssh2';
import type { OnChannel } from '../session/open-channel.ts';

/** Something that happened on a channel. */
export interface ChannelEvent {
  readonly kind: 'printed' | 'typed' | 'closed';
  /** Bytes as a latin1 string. */
  readonly text: string;
  /** Milliseconds by a clock that only grows. */
  readonly atMs: number;
}

/** All that went over one channel, in order. */
export interface ChannelRecord {
  /** The command of a channel of its own; undefined for a shell. */
  readonly command: string | undefined;
  readonly events: readonly ChannelEvent[];
}

/** Listens in on the channels of a session. What it holds are secrets, as they were typed and printed. */
export function openRecorder(now: () => number): {
  readonly onChannel: OnChannel;
  readonly channels: readonly ChannelRecord[];
} {
  const channels: ChannelRecord[] = [];
  return {
    channels,
    onChannel: (channel, command) => {
      const events: ChannelEvent[] = [];
      channels.push({ command, events });
      listen(channel, (kind, text) => events.push({ kind, text, atMs: now() }));
    },
  };
}

function listen(channel: ClientChannel, add: (kind: ChannelEvent['kind'], text: string) => void): void {
  const onPrinted = (data: Buffer) => add('printed', data.toString('latin1'));
  channel.on('data', onPrinted);
  channel.stderr.on('data', onPrinted);
  channel.on('close', () => add('closed', ''));
  const write = channel.write.bind(channel);
  Object.assign(channel, {
    write: (keys: Buffer) => {
      add('typed', keys.toString('latin1'));
      return write(keys);
    },
  });
}
