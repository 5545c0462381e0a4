import type { SimulatedSecret } from '../configuration/start-writing.ts';
import { type HostKeys, makeHostKeys } from '../ssh/host-keys.ts';
import type { ChangeKind } from './change.ts';
import type { ChaosKind } from './chaos.ts';
import type { DevicePlan } from './device-plan.ts';
import { GeneratedContent, type MadeChange } from './generated-content.ts';
import { ReplayedContent } from './replayed-content.ts';

/** Counts since the start. */
export interface DeviceCounts {
  connections: number;
  live: number;
  authenticated: number;
  shells: number;
  execs: number;
  commands: number;
}

/** How to reach a device, as `main` prints it. */
export interface DeviceRecord {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly platform: string;
  readonly username: string;
  readonly password: string;
  readonly enable: string | null;
  readonly chaos: readonly ChaosKind[];
}

/** One device of the simulator: reach it at `host` and `port`, change it, break it, and ask what it must give. */
export class SimulatedDevice {
  readonly name: string;
  readonly platform: string;
  readonly host: string;
  readonly plan: DevicePlan;
  readonly counts: DeviceCounts = {
    connections: 0,
    live: 0,
    authenticated: 0,
    shells: 0,
    execs: 0,
    commands: 0,
  };
  readonly content: GeneratedContent | ReplayedContent;
  /** Known once the device listens; 0 before. */
  port = 0;
  /** Its own host keys; undefined while it shows those all devices share. */
  hostKeys: HostKeys | undefined;
  #chaos: ReadonlySet<ChaosKind>;
  #chaosSessions = Number.POSITIVE_INFINITY;

  constructor(plan: DevicePlan) {
    this.plan = plan;
    this.name = plan.name;
    this.host = plan.host;
    this.#chaos = new Set(plan.chaos);
    this.content =
      plan.script.kind === 'generated'
        ? new GeneratedContent(plan.name, plan.login.username, plan.script)
        : new ReplayedContent(plan.script.transcript);
    this.platform =
      plan.script.kind === 'generated' ? plan.script.family.platform : plan.script.transcript.platform;
  }

  get username(): string {
    return this.plan.login.username;
  }

  get password(): string {
    return this.plan.login.password;
  }

  get enable(): string | null {
    return this.plan.login.enable;
  }

  /**
   * The exact text a correct collector obtains from the last read: `\n` line ends, no trailing blanks, no blank line
   * at either end, without echo, prompt and pager, volatile lines and secrets as they were printed.
   * @param line the configuration command; the one of the last read when absent, the platform's first before any
   */
  expected(line?: string): string {
    return this.content.expected(line);
  }

  /** Patterns of whole lines that may differ between two reads of an unchanged configuration. */
  get volatile(): readonly RegExp[] {
    return this.content instanceof GeneratedContent ? this.content.script.family.volatile : [];
  }

  /** Every secret this device has shown so far or would show now; each value must be nowhere in the clear. */
  secrets(): SimulatedSecret[] {
    const { password, enable } = this.plan.login;
    const login = [{ name: 'login password', value: password }];
    if (enable !== null && enable !== '') login.push({ name: 'enable password', value: enable });
    return [...login, ...this.content.secrets()];
  }

  /**
   * Changes the configuration as an operator would, in one place.
   * @param kind chosen by the device when absent
   * @throws an error for a device that replays a transcript: it cannot change
   */
  change(kind?: ChangeKind): MadeChange {
    if (this.content instanceof ReplayedContent) throw new Error(`${this.name} replays a transcript`);
    return this.content.change(kind);
  }

  /** Moves time stamps, counters and re-encrypted secrets, and nothing else. */
  drift(): void {
    if (this.content instanceof GeneratedContent) this.content.drift();
  }

  /** Shows another host key from the next connection on, as a replaced device does. */
  async changeHostKey(): Promise<void> {
    this.hostKeys = await makeHostKeys();
  }

  /** What goes wrong from the next connection on. */
  get chaos(): ReadonlySet<ChaosKind> {
    return this.#chaos;
  }

  /**
   * Sets what goes wrong from the next connection on; an empty list heals the device.
   * @param sessions after so many connections the device heals by itself
   */
  setChaos(kinds: readonly ChaosKind[], sessions = Number.POSITIVE_INFINITY): void {
    this.#chaos = new Set(kinds);
    this.#chaosSessions = sessions;
  }

  /** The chaos of one new connection, which this call counts. */
  takeChaos(): ReadonlySet<ChaosKind> {
    const chaos = this.#chaos;
    this.#chaosSessions--;
    if (this.#chaosSessions <= 0) this.#chaos = new Set();
    return chaos;
  }

  toJSON(): DeviceRecord {
    const { name, host, port, platform, username, password, enable } = this;
    return { name, host, port, platform, username, password, enable, chaos: [...this.#chaos] };
  }
}
