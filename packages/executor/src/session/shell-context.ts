import type { Platform } from '@netraven/common/platform';
import type { Credential } from './credential.ts';
import type { Prompt } from './prompt.ts';
import type { Shell } from './shell.ts';
import type { Transcript } from './transcript.ts';

/** A logged-in shell and what was learned about it on the way. */
export interface ShellContext {
  readonly shell: Shell;
  readonly platform: Platform;
  readonly credential: Credential;
  readonly transcript: Transcript;
  /** `host:port`, for messages. */
  readonly where: string;
  readonly idleMs: number;
  readonly outputBytes: number;
  /** The prompt as it stands now. */
  prompt: Prompt;
  /** Whether the device shows what is typed; undefined until the first command. */
  isEchoing: boolean | undefined;
}

const LINE_ENDS = { lf: '\n', cr: '\r', crlf: '\r\n' } as const;

/** A line as it is typed, its Enter key included. */
export function typedLine(platform: Platform, line: string): string {
  return line + LINE_ENDS[platform.lineEnd];
}
