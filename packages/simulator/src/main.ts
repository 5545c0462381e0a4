import { createInterface } from 'node:readline';
import { answerControl } from './control/answer-control.ts';
import { readControl } from './control/read-control.ts';
import { readArguments } from './read-arguments.ts';
import { type Simulator, startSimulator } from './start-simulator.ts';

/**
 * The simulator as a program: prints the devices as one JSON line when all of them listen, then answers control
 * lines on standard input with one JSON line each, until `stop`, a signal, or the end of standard input.
 */
async function main(): Promise<void> {
  const { options, isDetached } = readArguments(process.argv.slice(2));
  await using simulator = await startSimulator(options);
  printLine({ devices: simulator.devices });
  await Promise.race([
    obeyControl(simulator, isDetached),
    ...(['SIGINT', 'SIGTERM'] as const).map((name) => new Promise((resolve) => process.once(name, resolve))),
  ]);
}

async function obeyControl(simulator: Simulator, isDetached: boolean): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    if ((await obeyLine(simulator, line)) === 'stop') return;
  }
  if (isDetached) await new Promise(() => {});
}

async function obeyLine(simulator: Simulator, line: string): Promise<string> {
  try {
    const request = readControl(line);
    printLine({ reply: request.kind, ...(await answerControl(simulator, request)) });
    return request.kind;
  } catch (error) {
    printLine({ error: error instanceof Error ? error.message : String(error) });
    return 'error';
  }
}

function printLine(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

try {
  await main();
  process.exit(0);
} catch (error) {
  process.stderr.write(`simulator: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
