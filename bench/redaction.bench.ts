import { monitorEventLoopDelay } from 'node:perf_hooks';
import { diffLines } from '@netraven/common/diff';
import { generateIdentity, sealBytes } from '@netraven/common/seal';
import { compileRules } from '../packages/executor/src/redaction/compile-rules.ts';
import { hasLeak, replaceLeaks } from '../packages/executor/src/redaction/find-leaks.ts';
import { fingerprintKey } from '../packages/executor/src/redaction/fingerprint.ts';
import { redactText } from '../packages/executor/src/redaction/redact-text.ts';
import { defaultTranscriptOptions } from '../packages/executor/src/redaction/redact-transcript.ts';
import { redactionRulesOf } from '../packages/executor/src/redaction/redaction-rules-of.ts';
import { openThreadPool } from '../packages/executor/src/thread/thread-pool.ts';
import { makeConfiguration, type Style } from './redaction/make-configuration.ts';

/**
 * CPU of redaction and of what follows it in the thread, against a plain pass over the same lines: splitting the text
 * and adding up the lengths. Then the delay of the event loop while 200 captures of 100 KB are redacted in threads.
 */
const BYTES = 4_000_000;
const ROUNDS = 5;
const key = fingerprintKey(Buffer.alloc(32, 1));
const credentials = [{ username: 'netops', password: 'Conf0rm!pass', enable: 'En4ble!conform' }];
const platformOf: Readonly<Record<Style, string>> = {
  ios: 'cisco_ios',
  junos: 'juniper_junos',
  routeros: 'mikrotik_routeros',
  fortios: 'fortinet',
};

console.log('                    MB/s of CPU   times a plain pass   secrets   lines');
for (const style of ['ios', 'junos', 'routeros', 'fortios'] as const) measureStyle(style);
measureDiff();
await measureSeal();
await measureLoop();

function measureStyle(style: Style): void {
  const text = makeConfiguration(style, BYTES);
  const rules = compileRules(redactionRulesOf(platformOf[style]).rules);
  const plain = cpuMs(() => addLengths(text));
  const redacted = redactText(text, rules, key);
  const count = Object.values(redacted.counts).reduce((sum, one) => sum + one, 0);
  const lines = text.split('\n').length;
  report(`${style}, redaction`, {
    ms: cpuMs(() => redactText(text, rules, key)),
    plain,
    tail: `${count}`.padStart(9) + `${lines}`.padStart(9),
  });
  const check = () => {
    const leaks = replaceLeaks(redacted.text, {
      values: redacted.values,
      credentials,
      fingerprintOf: () => 'k0000-000000000000',
    });
    return hasLeak(leaks.text, credentials);
  };
  report(`${style}, leak check`, { ms: cpuMs(check), plain, tail: '' });
}

function addLengths(text: string): number {
  let sum = 0;
  for (const line of text.split('\n')) sum += line.length;
  return sum;
}

function report(title: string, { ms, plain, tail }: { ms: number; plain: number; tail: string }): void {
  const speed = (BYTES / 1000 / ms).toFixed(0);
  console.log(`${title.padEnd(22)}${speed.padStart(9)}${(ms / plain).toFixed(1).padStart(21)}${tail}`);
}

function measureDiff(): void {
  const lines = makeConfiguration('ios', 3_000_000).split('\n').slice(0, 100_000);
  const changed = [...lines];
  for (let index = 0; index < 50; index++) changed[index * 1999] = ` changed ${index}`;
  const [a, b] = [lines.join('\n'), changed.join('\n')];
  const plain = cpuMs(() => addLengths(a) + addLengths(b));
  const ms = cpuMs(() => diffLines(a, b));
  console.log(
    `diff, ${lines.length} lines, 50 changes: ${ms.toFixed(0)} ms of CPU, ${(ms / plain).toFixed(1)} times a plain pass`,
  );
}

async function measureSeal(): Promise<void> {
  const { recipient } = await generateIdentity();
  const text = Buffer.from(makeConfiguration('ios', 100_000));
  const start = process.cpuUsage();
  for (let round = 0; round < 50; round++) await sealBytes(text, [recipient]);
  const { user, system } = process.cpuUsage(start);
  console.log(`seal, 100 KB to one recipient: ${((user + system) / 50_000).toFixed(1)} ms of CPU`);
}

async function measureLoop(): Promise<void> {
  await using pool = openThreadPool();
  const text = makeConfiguration('ios', 100_000);
  const { rules } = redactionRulesOf('cisco_ios');
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await Promise.all(
    Array.from({ length: 200 }, () =>
      pool.process({
        text: new TextEncoder().encode(text),
        device: 'bench',
        rules: JSON.stringify(rules),
        volatile: [],
        credentials,
        key,
        recipients: [],
        head: null,
        contentsAlways: false,
        transcript: null,
        transcriptOptions: defaultTranscriptOptions,
      }),
    ),
  );
  delay.disable();
  console.log(
    `event loop while threads redact 200 × 100 KB: p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms`,
  );
}

/** Least CPU time of one call, in milliseconds, after a first call that compiles. */
function cpuMs(call: () => unknown): number {
  call();
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.cpuUsage();
    call();
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
