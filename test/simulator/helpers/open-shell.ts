import type { SimulatedDevice } from '@netraven/simulator';
import ssh2, { type ClientChannel, type ConnectConfig } from 'ssh2';

const LIMIT_MS = 20_000;

/** A real SSH client in a device's shell. */
export interface TestShell extends AsyncDisposable {
  type(text: string): void;
  /**
   * What was printed since the last call, up to and with the first match; rejects when the device closes first.
   * @param limitMs how long to wait for more output; a short one proves that a device is silent
   */
  readUntil(pattern: RegExp, limitMs?: number): Promise<string>;
  /** Everything printed since the last `readUntil`, once the device has closed the shell. */
  readToEnd(): Promise<string>;
  /** Sizes of the packets that arrived, in bytes. */
  readonly packetSizes: readonly number[];
}

/** Logs in with the device's user and password. @throws the client's error when that fails, or when the device closes */
export async function connectClient(
  device: SimulatedDevice,
  options: ConnectConfig = {},
): Promise<ssh2.Client & AsyncDisposable> {
  const client = new ssh2.Client();
  const { host, port, username, password } = device;
  const ready = new Promise<void>((resolve, reject) => {
    client.on('ready', resolve);
    client.on('error', reject);
    client.on('close', () => reject(new Error('the device closed the connection')));
  });
  client.connect({ host, port, username, password, readyTimeout: LIMIT_MS, ...options });
  await ready;
  return Object.assign(client, {
    async [Symbol.asyncDispose]() {
      client.destroy();
    },
  });
}

export async function openShell(
  device: SimulatedDevice,
  options: ConnectConfig & { rows?: number } = {},
): Promise<TestShell> {
  const { rows = 24, ...config } = options;
  const client = await connectClient(device, config);
  const channel = await new Promise<ClientChannel>((resolve, reject) => {
    client.shell({ rows, cols: 200 }, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  return { ...readChannel(channel), [Symbol.asyncDispose]: () => client[Symbol.asyncDispose]() };
}

function readChannel(channel: ClientChannel): Omit<TestShell, typeof Symbol.asyncDispose> {
  const pieces: Buffer[] = [];
  const packetSizes: number[] = [];
  let isClosed = false;
  let wake = () => {};
  channel.on('data', (bytes: Buffer) => {
    pieces.push(bytes);
    packetSizes.push(bytes.length);
    wake();
  });
  channel.on('close', () => {
    isClosed = true;
    wake();
  });
  const more = (limitMs: number) =>
    new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`nothing more came after: ${text()}`)), limitMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const text = () => Buffer.concat(pieces).toString();
  const take = (length: number) => {
    const whole = text();
    pieces.length = 0;
    pieces.push(Buffer.from(whole.slice(length)));
    return whole.slice(0, length);
  };
  return {
    packetSizes,
    type: (typed) => channel.write(typed),
    async readUntil(pattern, limitMs = LIMIT_MS) {
      for (;;) {
        const match = pattern.exec(text());
        if (match) return take(match.index + match[0].length);
        if (isClosed) throw new Error(`the device closed the shell after: ${text()}`);
        await more(limitMs);
      }
    },
    async readToEnd() {
      while (!isClosed) await more(LIMIT_MS);
      return take(text().length);
    },
  };
}
