import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import ssh2, {
  type Algorithms,
  type AuthContext,
  type Connection,
  type PseudoTtyInfo,
  type ServerChannel,
  type Session,
} from 'ssh2';
import { makeSshKey } from './make-ssh-key.ts';

const { Server } = ssh2;

/** ssh2's server offers group exchange but cannot perform it, so the list is spelt out. */
const SERVER_KEX: NonNullable<Algorithms['kex']> = [
  'curve25519-sha256',
  'ecdh-sha2-nistp256',
  'diffie-hellman-group14-sha256',
  'diffie-hellman-group14-sha1',
];

/** Cuts what the device prints into packets. */
export type Chunking = (text: string) => Iterable<string>;

export const oneWrite: Chunking = (text) => [text];
export const byteByByte: Chunking = (text) => text;

/** Pieces of 1 to 40 characters, the same ones for the same seed. */
export function randomChunks(seed: number): Chunking {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state;
  };
  return function* cut(text) {
    for (let at = 0; at < text.length; ) {
      const length = 1 + (next() % 40);
      yield text.slice(at, at + length);
      at += length;
    }
  };
}

/** The device's side of one shell. */
export interface Terminal {
  readonly pty: PseudoTtyInfo | undefined;
  print(text: string): Promise<void>;
  /** The keys up to Enter, echoed unless hidden. */
  readLine(options?: { readonly hidden?: boolean }): Promise<string>;
  readKey(): Promise<string>;
  /** Closes the channel as a device does at logout. */
  exit(): void;
  /** Cuts the TCP connection. */
  drop(): void;
}

export interface SshDeviceOptions {
  /** Decides on an authentication request; default: user `admin`, password `Secr3t-pass`. */
  readonly authenticate?: (context: AuthContext) => void;
  /** Default: a shell of `answerCommands` with prompt `device#`. */
  readonly shell?: ((terminal: Terminal) => Promise<void>) | 'refused';
  readonly exec?: (command: string) => string | undefined;
  readonly chunking?: Chunking;
  readonly refusesPty?: boolean;
  readonly algorithms?: Algorithms;
  readonly hostKey?: string;
  readonly host?: string;
  /** Reached for a client that asks to be forwarded there. */
  readonly forward?: (
    host: string,
    port: number,
  ) => { readonly host: string; readonly port: number } | undefined;
}

export interface SshDevice extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  /** `method:user` of each authentication request. */
  readonly requests: readonly string[];
  /** Bytes received after authentication, over all shells. */
  readonly typed: () => string;
  readonly connections: () => { readonly accepted: number; readonly open: number };
  /** Resolves once this has been typed. */
  readonly seen: (text: string) => Promise<void>;
  /** Resolves once no connection is open. */
  readonly idle: () => Promise<void>;
}

export const USERNAME = 'admin';
export const PASSWORD = 'Secr3t-pass';
export const ENABLE = 'En4ble-pass';

const defaultKey = makeSshKey().private;

/** A real SSH server in this process that plays a device. */
export async function startSshDevice(options: SshDeviceOptions = {}): Promise<SshDevice> {
  const requests: string[] = [];
  const open = new Set<Connection>();
  let accepted = 0;
  let typed = '';
  const server = new Server({
    hostKeys: [options.hostKey ?? defaultKey],
    algorithms: { kex: SERVER_KEX, ...options.algorithms },
  });
  server.on('connection', (connection) => {
    accepted += 1;
    open.add(connection);
    connection.on('error', () => undefined);
    connection.on('close', () => {
      open.delete(connection);
      if (open.size === 0) server.emit('idle');
    });
    connection.on('authentication', (context) => {
      requests.push(`${context.method}:${context.username}`);
      (options.authenticate ?? passwordOnly)(context);
    });
    connection.on('tcpip', (accept, reject, info) => void forward(options, { accept, reject, info }));
    connection.on('session', (accept) =>
      serveSession(accept(), connection, options, (keys) => {
        typed += keys;
        server.emit('typed');
      }),
    );
  });
  server.listen(0, options.host ?? '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    host: options.host ?? '127.0.0.1',
    port,
    requests,
    typed: () => typed,
    connections: () => ({ accepted, open: open.size }),
    seen: async (text) => {
      while (!typed.includes(text)) await once(server, 'typed');
    },
    idle: async () => {
      if (open.size > 0) await once(server, 'idle');
    },
    [Symbol.asyncDispose]: async () => {
      for (const connection of open) connection.end();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export function passwordOnly(context: AuthContext): void {
  if (context.method === 'password' && context.username === USERNAME && context.password === PASSWORD) {
    context.accept();
  } else {
    context.reject(['password']);
  }
}

function serveSession(
  session: Session,
  connection: Connection,
  options: SshDeviceOptions,
  onKeys: (keys: string) => void,
): void {
  let pty: PseudoTtyInfo | undefined;
  session.on('pty', (accept, reject, info) => {
    if (options.refusesPty) return reject();
    pty = info;
    accept();
  });
  session.on('shell', (accept, reject) => {
    if (options.shell === 'refused') return reject();
    const terminal = openTerminal(accept(), {
      connection,
      pty,
      chunking: options.chunking ?? oneWrite,
      onKeys,
    });
    void (options.shell ?? defaultShell)(terminal).catch(() => undefined);
  });
  session.on('exec', (accept, reject, info) => {
    const output = options.exec?.(info.command);
    if (output === undefined) return reject();
    const channel = accept();
    channel.write(output);
    channel.exit(0);
    channel.end();
  });
}

const defaultShell = (terminal: Terminal) => answerCommands(terminal, { prompt: 'device#', answers: {} });

/** Prints a prompt and the answer to each command until `exit`; unknown commands are refused as on Cisco IOS. */
export async function answerCommands(
  terminal: Terminal,
  script: { readonly prompt: string; readonly answers: Readonly<Record<string, string>> },
): Promise<void> {
  for (;;) {
    await terminal.print(script.prompt);
    const command = await terminal.readLine();
    if (['exit', 'quit', 'logout', '/quit'].includes(command)) return terminal.exit();
    const answer = script.answers[command];
    if (answer !== undefined) await terminal.print(answer);
    else if (command !== '') await terminal.print("\r\n% Invalid input detected at '^' marker.\r\n\r\n");
  }
}

interface TerminalSetup {
  readonly connection: Connection;
  readonly pty: PseudoTtyInfo | undefined;
  readonly chunking: Chunking;
  readonly onKeys: (keys: string) => void;
}

function openTerminal(
  channel: ServerChannel,
  { connection, pty, chunking, onKeys }: TerminalSetup,
): Terminal {
  let keys = '';
  let wake: () => void = () => undefined;
  let closed = false;
  channel.on('error', () => undefined);
  channel.on('data', (data: Buffer) => {
    keys += data.toString('latin1');
    onKeys(data.toString('latin1'));
    wake();
  });
  channel.on('close', () => {
    closed = true;
    wake();
  });
  const readKey = async () => {
    while (keys === '') {
      if (closed) throw new Error('the client has gone');
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    const key = keys.charAt(0);
    keys = keys.slice(1);
    return key;
  };
  const print = async (text: string) => {
    for (const piece of chunking(text)) {
      if (closed) throw new Error('the client has gone');
      channel.write(Buffer.from(piece, 'latin1'));
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  };
  return {
    pty,
    print,
    readKey,
    readLine: async ({ hidden = false } = {}) => {
      let line = '';
      for (let key = await readKey(); key !== '\r' && key !== '\n'; key = await readKey()) line += key;
      if (keys.startsWith('\n')) keys = keys.slice(1);
      await print(hidden ? '\r\n' : `${line}\r\n`);
      return line;
    },
    exit: () => {
      channel.exit(0);
      channel.end();
    },
    drop: () => {
      connection.end();
    },
  };
}

type Forward = {
  readonly accept: () => ServerChannel;
  readonly reject: () => void;
  readonly info: { readonly destIP: string; readonly destPort: number };
};

async function forward(options: SshDeviceOptions, { accept, reject, info }: Forward): Promise<void> {
  const target = options.forward?.(info.destIP, info.destPort);
  if (target === undefined) return reject();
  const { connect } = await import('node:net');
  const socket = connect(target.port, target.host);
  socket.on('error', () => undefined);
  const channel = accept();
  channel.on('error', () => undefined);
  channel.pipe(socket).pipe(channel);
}
