import type { Writing } from '../configuration/start-writing.ts';
import type { DeviceFacts } from '../device/device-facts.ts';

/** Writes a configuration as this platform prints it, lines ended by `\n`; a pure function of its arguments. */
export type ConfigurationWriter = (facts: DeviceFacts, writing: Writing) => string;

/**
 * How one platform behaves at its command line, as data. Texts hold `{name}`, `{user}`, `{model}`, `{version}`,
 * `{serial}`, `{uptime}`, `{clock}`, and in error texts `{line}`, `{word}` and `{pad}` (blanks up to the first
 * letter of the command); their line ends are written `\n` and sent as CR LF.
 */
export interface Family {
  /** The netmiko `device_type`. */
  readonly platform: string;
  readonly models: readonly [Model, ...Model[]];
  /** How many times longer than on IOS a large configuration is; 1 when absent. */
  readonly bulk?: number;
  /** Serial numbers: `A` is a capital letter, `9` a digit, all else stands for itself. */
  readonly serial: string;
  /** Privilege from 0 up: what the account lands in, and what `enable` leads to. */
  readonly prompts: readonly [string, ...string[]];
  /** As the device prints it on a colour terminal, when it does. */
  readonly colourPrompts?: readonly [string, ...string[]];
  /** Between authentication and the first prompt. */
  readonly greeting: string;
  /** Sent when Enter is pressed at a prompt; CR LF when absent. */
  readonly echoEnd?: string;
  readonly enable?: Enable;
  readonly pager?: Pager;
  /** Cisco habit: every word of a command may be cut short while it stays unique. */
  readonly abbreviates: boolean;
  readonly commands: readonly Command[];
  readonly pipes: Readonly<Record<string, Pipe>>;
  /** Printed for a command the platform does not know, or that the privilege does not allow. */
  readonly unknown: string;
  /** What the press-any-key chaos prints, and the key it takes; any key when null. */
  readonly pressKey: { readonly text: string; readonly key: string | null };
  /** A log line that breaks into the output, with `{clock}`. */
  readonly logLine: string;
  /** Configurations by view; `running` is what the configuration command prints. */
  readonly views: Readonly<Record<string, ConfigurationWriter>> & { readonly running: ConfigurationWriter };
  /** Lines that may differ between two reads of an unchanged configuration, as patterns over a whole line. */
  readonly volatile: readonly RegExp[];
  /** RouterOS: options after a plus sign in the user name; `c` turns colours off. */
  readonly takesLoginOptions?: boolean;
}

export interface Model {
  readonly model: string;
  readonly version: string;
}

export interface Enable {
  readonly command: string;
  readonly asks: string;
  /** True: a star is shown for each letter of the password; else nothing. */
  readonly showsStars?: boolean;
  /** Printed after the third wrong password. */
  readonly refused: string;
}

export interface Pager {
  readonly marker: string;
  /** What wipes the marker when the next page begins. */
  readonly erase: string;
}

/** One command: exactly one of `text`, `view` and `effect` says what it does; `text` may accompany an effect. */
export interface Command {
  readonly line: string;
  /** Lowest privilege that may run it; 0 when absent. */
  readonly level?: number;
  readonly text?: string;
  readonly view?: string;
  readonly effect?: 'paging-off' | 'paging-on' | 'leave' | 'disable';
}

/** What stands behind `|`: filters keep or drop lines that match the rest of the pipe. */
export interface Pipe {
  readonly keep?: boolean;
  readonly drop?: boolean;
  readonly unpaged?: boolean;
  readonly view?: string;
}
