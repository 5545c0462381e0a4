import type { ChaosKind } from '../device/chaos.ts';
import { GeneratedContent } from '../device/generated-content.ts';
import type { SimulatedDevice } from '../device/simulated-device.ts';
import { seededRandom } from '../random.ts';
import { disturbOutput } from './disturb-output.ts';
import { printHuge } from './print-huge.ts';
import { replayOutput } from './replay-shell.ts';
import type { Departure } from './run-shell.ts';
import type { Terminal } from './terminal.ts';

/** What one SSH command runs with. */
export interface ExecContext {
  readonly device: SimulatedDevice;
  readonly terminal: Terminal;
  readonly chaos: ReadonlySet<ChaosKind>;
}

/** Runs one SSH command: its output, unpaged and without prompt. */
export async function runExec(context: ExecContext, line: string): Promise<Departure> {
  const { device, terminal, chaos } = context;
  const { content } = device;
  await terminal.pause(device.plan.timing.answerMs);
  if (!(content instanceof GeneratedContent)) {
    const { exchanges, otherwise } = content.transcript;
    const exchange = exchanges.find(({ send }) => 'line' in send && send.line === line);
    await replayOutput(terminal, exchange?.output ?? [otherwise]);
    return 'leave';
  }
  const answer = content.answer({ line, level: content.script.level, chaos });
  if (!answer.isConfiguration) {
    await terminal.write(answer.text);
    return 'leave';
  }
  if (chaos.has('huge')) await printHuge(terminal, answer.text, device.plan.hugeBytes);
  const random = seededRandom(`${device.name}/${line}`);
  const { text, ending } = disturbOutput(answer.text, chaos, { random, logLine: content.logLine() });
  await terminal.write(text);
  if (ending === 'silence') return terminal.stall();
  return ending === 'drop' ? 'drop' : 'leave';
}
