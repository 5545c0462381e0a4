import { Session } from 'node:inspector/promises';
import { findPlatform } from '@netraven/common/platform';
import test from 'ava';
import { readOutput } from '../../../packages/executor/src/session/command-output.ts';
import { lookForEnd } from '../../../packages/executor/src/session/look-for-end.ts';
import { OutputBuffer } from '../../../packages/executor/src/session/output-buffer.ts';
import { isEchoLine } from '../../../packages/executor/src/session/prompt.ts';

const PACKET_BYTES = 700;
const LINE = 'interface Vlan10\r\n description sw1# --More-- or nothing of the kind\r\n';

/** Reads an output as a session does. @returns how many lines it has */
function readAll(platformName: string, bytes: number): number {
  const platform = findPlatform(platformName);
  if (platform === undefined) throw new Error(`no platform ${platformName}`);
  const context = { platform, prompt: { line: 'sw1#', name: 'sw1' }, isEchoing: true };
  const search = {
    command: 'show run',
    isConfiguration: true,
    stopAt: undefined,
    mayChangePrompt: false,
    answeredLine: -1,
  };
  const output = new OutputBuffer();
  output.reset((line) => isEchoLine(platform, context.prompt, search.command, line));
  const text = `show run\r\n${LINE.repeat(Math.round(bytes / LINE.length))}end\r\nsw1#`;
  for (let at = 0; at < text.length; at += PACKET_BYTES) {
    output.feed(text.slice(at, at + PACKET_BYTES));
    lookForEnd(context, output, search);
  }
  return readOutput(context, output, []).lines.length;
}

/** How often each function of a session's folder is called while `work` is done. */
async function countRuns(work: () => void): Promise<Map<string, number>> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    work();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const runs = new Map<string, number>();
    for (const { url, functions } of result.filter((script) => script.url.includes('/src/session/'))) {
      for (const { functionName, ranges } of functions) {
        const name = `${url.split('/').pop()} ${functionName} ${ranges[0]?.startOffset}`;
        runs.set(name, ranges[0]?.count ?? 0);
      }
    }
    return runs;
  } finally {
    session.disconnect();
  }
}

for (const platform of ['cisco_ios', 'vyos', 'generic']) {
  test.serial(
    `ten times the output costs ten times as much, in calls of every function: ${platform}`,
    async (t) => {
      readAll(platform, 1000);
      const small = await countRuns(() => readAll(platform, 100_000));
      const large = await countRuns(() => readAll(platform, 1_000_000));
      t.true(Math.max(...large.values()) > 1000, 'it counts');
      for (const [name, runs] of large) t.true(runs <= 11 * (small.get(name) ?? 0) + 50, `${name}: ${runs}`);
    },
  );
}
