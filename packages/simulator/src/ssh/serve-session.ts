import type { Connection, ServerChannel, Session } from 'ssh2';
import { GeneratedContent } from '../device/generated-content.ts';
import { seededRandom } from '../random.ts';
import { replayShell } from '../session/replay-shell.ts';
import { runExec } from '../session/run-exec.ts';
import { type Departure, runShell } from '../session/run-shell.ts';
import { Terminal, TerminalClosed } from '../session/terminal.ts';
import type { DeviceConnection } from './serve-connection.ts';

/** How a user came in, which some devices change their behaviour for. */
export interface Entrance {
  readonly username: string;
  readonly method: string;
}

const COLOURLESS = /\+[a-z0-9]*c/;

/** Serves the shell or the commands of one SSH session. */
export function serveSession(
  session: Session,
  ssh: Connection,
  { connection, entrance }: { readonly connection: DeviceConnection; readonly entrance: Entrance },
): void {
  const { device, chaos, note } = connection;
  let rows = 0;
  session.on('pty', (accept, _reject, info) => {
    rows = info.rows;
    accept?.();
  });
  session.on('env', (accept) => accept?.());
  session.on('window-change', (accept, _reject, info) => {
    rows = info.rows;
    accept?.();
  });
  session.on('shell', (accept, reject) => {
    if (!isServed(connection, 'shell')) return reject();
    device.counts.shells++;
    note({ event: 'shell' });
    const channel = accept();
    // Only then has the client seen how the shell ended; a disconnect right away would look like an error to it.
    channel.on('close', () => ssh.end());
    const isGenerated = device.content instanceof GeneratedContent;
    const terminal = openTerminal(channel, connection, isGenerated ? '\r\n' : '\n');
    const work = openShell(terminal, connection, { entrance, rows });
    void depart({ channel, terminal, connection, work });
  });
  session.on('exec', (accept, reject, info) => {
    if (!isServed(connection, 'exec') || entrance.method === 'none') return reject();
    device.counts.execs++;
    note({ event: 'exec' });
    noteCommand(connection, info.command);
    const channel = accept();
    const terminal = openTerminal(channel, connection, '\n');
    const work = runExec({ device, chaos, terminal }, info.command);
    void depart({ channel, terminal, connection, work });
  });
}

function isServed({ device, chaos }: DeviceConnection, channel: 'shell' | 'exec'): boolean {
  if (chaos.has('no-shell')) return false;
  return device.content instanceof GeneratedContent || device.content.channel === channel;
}

function openShell(
  terminal: Terminal,
  connection: DeviceConnection,
  { entrance, rows }: { readonly entrance: Entrance; readonly rows: number },
): Promise<Departure> {
  const { device, chaos, session } = connection;
  const { content } = device;
  const shell = {
    device,
    chaos,
    rows,
    terminal,
    random: seededRandom(`${device.name}/${session}/shell`),
    hasColour: !COLOURLESS.test(entrance.username),
    asksLogin: entrance.method === 'none',
    onCommand: (line: string) => noteCommand(connection, line),
  };
  return content instanceof GeneratedContent
    ? runShell(shell, content)
    : replayShell(shell, content.transcript);
}

function openTerminal(channel: ServerChannel, connection: DeviceConnection, lineEnd: string): Terminal {
  const { device, chaos, session } = connection;
  return new Terminal(channel, {
    lineEnd,
    chunking: device.plan.chunking,
    random: seededRandom(`${device.name}/${session}/chunks`),
    slowMs: chaos.has('slow') ? device.plan.timing.slowMs : 0,
  });
}

function noteCommand({ device, note }: DeviceConnection, line: string): void {
  device.counts.commands++;
  note({ event: 'command', line });
}

interface Work {
  readonly channel: ServerChannel;
  readonly terminal: Terminal;
  readonly connection: DeviceConnection;
  readonly work: Promise<Departure>;
}

/** Ends a channel the way its work ended; a defect in the work ends the connection and is reported as a warning. */
async function depart({ channel, terminal, connection, work }: Work): Promise<void> {
  try {
    const departure = await work;
    await terminal.flush();
    if (departure === 'drop') {
      connection.socket.destroySoon();
      return;
    }
    channel.exit(0);
    channel.end();
  } catch (error) {
    if (error instanceof TerminalClosed) {
      channel.end();
      return;
    }
    connection.socket.destroy();
    process.emitWarning(error instanceof Error ? error : String(error));
  }
}
