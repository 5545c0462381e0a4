import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Delay of an event loop that has nothing to do, until standard input ends. In nanoseconds, as one line of JSON. */
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.stdout.write('ready\n');
process.stdin.resume();
await once(process.stdin, 'end');
delay.disable();
const [p50, p99] = [delay.percentile(50), delay.percentile(99)];
process.stdout.write(`${JSON.stringify({ p50, p99, max: delay.max })}\n`);
