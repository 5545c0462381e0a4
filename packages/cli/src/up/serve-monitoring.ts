import { type Logger, SECOND, version } from '@netraven/common';
import {
  jsonAnswer,
  type MonitoringServer,
  mergeExpositions,
  metricTable,
  serveHttp,
} from '@netraven/common/metric';

/** Where each process of this machine serves its own: name → `host:port`, as far as it has said so. */
export type MonitorAddresses = ReadonlyMap<string, string | undefined>;

const ASK_LIMIT_MS = 4 * SECOND;
const TEXT_FORMAT = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * Serves metrics and health of all processes of an instance at one address. A process that does not answer is absent
 * from the metrics and makes the instance unready.
 * @throws NETRAVEN_METRICS_LISTEN
 */
export function serveMonitoring(
  listen: string,
  processes: MonitorAddresses,
  log: Logger,
): Promise<MonitoringServer> {
  return serveHttp(
    listen,
    {
      '/metrics': async () => ({
        status: 200,
        contentType: TEXT_FORMAT,
        body: await gatherMetrics(processes),
      }),
      '/healthz': async () => jsonAnswer(200, { alive: true, version, processes: [...processes.keys()] }),
      '/readyz': async () => {
        const answers = await askAll(processes, '/readyz');
        const ready = answers.length > 0 && answers.every(({ answer }) => answer?.status === 200);
        const details = answers.map(({ name, answer }) => [name, readinessOf(answer?.body)] as const);
        return jsonAnswer(ready ? 200 : 503, { ready, processes: Object.fromEntries(details) });
      },
    },
    log,
  );
}

async function gatherMetrics(processes: MonitorAddresses): Promise<string> {
  const answers = await askAll(processes, '/metrics');
  const up = answers.map(
    ({ name, answer }) => `netraven_process_up{process="${name}"} ${answer === undefined ? 0 : 1}\n`,
  );
  const expositions = answers.flatMap(({ name, answer }) =>
    answer === undefined ? [] : [{ process: name, text: answer.body }],
  );
  return [
    `# HELP netraven_process_up ${metricTable.netraven_process_up.help}\n`,
    '# TYPE netraven_process_up gauge\n',
    ...up,
    mergeExpositions(expositions),
  ].join('');
}

interface Answered {
  readonly name: string;
  /** Undefined for a process that did not answer. */
  readonly answer: { readonly status: number; readonly body: string } | undefined;
}

function askAll(processes: MonitorAddresses, path: string): Promise<Answered[]> {
  return Promise.all(
    [...processes].map(async ([name, address]) => ({ name, answer: await ask(address, path) })),
  );
}

async function ask(address: string | undefined, path: string): Promise<Answered['answer']> {
  if (address === undefined) return undefined;
  try {
    const response = await fetch(`http://${address}${path}`, { signal: AbortSignal.timeout(ASK_LIMIT_MS) });
    return { status: response.status, body: await response.text() };
  } catch {
    return undefined;
  }
}

function readinessOf(body: string | undefined): unknown {
  try {
    return body === undefined ? { ready: false, state: 'no answer' } : JSON.parse(body);
  } catch {
    return { ready: false, state: 'no answer' };
  }
}
