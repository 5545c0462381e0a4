import type { Logger } from '../log.ts';
import { version } from '../version.ts';
import { Health } from './health.ts';
import type { MetricRole } from './metric-facts.ts';
import { openMetrics, registerGauge } from './metrics.ts';
import { parseListen } from './parse-listen.ts';
import { jsonAnswer, serveHttp } from './serve-http.ts';

const MONITOR_LINE = 'monitor ';

/** The address in a line by which a process says on standard output which port it has found; undefined in any other. */
export function monitorAddress(line: string): string | undefined {
  return line.startsWith(MONITOR_LINE) ? line.slice(MONITOR_LINE.length).trim() : undefined;
}

export interface MonitorOptions {
  readonly role: MetricRole;
  /** `metrics.listen`; empty: nothing listens and nothing is counted. */
  readonly listen: string;
  readonly log: Logger;
  /** Fires when the process is asked to stop: from then on it is not ready. */
  readonly signal: AbortSignal;
  /** Takes the line that names a port nobody could know, instead of standard output. */
  readonly say?: (line: string) => void;
}

/** Health of this process, served with its metrics. */
export interface Monitor extends AsyncDisposable {
  readonly health: Health;
  /** `host:port`; undefined when nothing listens. */
  readonly address: string | undefined;
}

/**
 * Opens `/metrics`, `/healthz` and `/readyz` of this process, before anything else is there, so that an orchestrator
 * sees what a start waits for.
 * @throws NETRAVEN_CONFIG_INVALID, NETRAVEN_METRICS_LISTEN
 */
export async function openMonitor({
  role,
  listen,
  log,
  signal,
  say = (line) => process.stdout.write(line),
}: MonitorOptions): Promise<Monitor> {
  const health = new Health(role);
  signal.addEventListener('abort', () => health.setState('stopping'), { once: true });
  if (listen === '') return { health, address: undefined, [Symbol.asyncDispose]: async () => undefined };
  const metrics = await openMetrics(role);
  const ready = registerGauge('netraven_ready', async () => {
    return [{ labels: {}, value: (await health.readiness()).ready ? 1 : 0 }];
  });
  const server = await serveHttp(
    listen,
    {
      '/metrics': async () => ({ status: 200, contentType: metrics.contentType, body: await metrics.text() }),
      '/healthz': async () =>
        jsonAnswer(200, {
          alive: true,
          role,
          version,
          state: health.state,
          uptimeSeconds: Math.round(process.uptime()),
        }),
      '/readyz': async () => {
        const readiness = await health.readiness();
        return jsonAnswer(readiness.ready ? 200 : 503, readiness);
      },
    },
    log,
  );
  log.info({ address: server.address }, 'metrics and health are served');
  if (parseListen(listen).port === 0) say(`${MONITOR_LINE}${server.address}\n`);
  return {
    health,
    address: server.address,
    [Symbol.asyncDispose]: async () => {
      ready[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}
