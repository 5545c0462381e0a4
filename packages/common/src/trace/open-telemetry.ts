import { hostname } from 'node:os';
import type { Config } from '../config/config.ts';
import type { Logger } from '../log.ts';
import { SECOND, waitAtMost } from '../time.ts';
import { version } from '../version.ts';
import { setTracing } from './spans.ts';

/** A collector that is away must not hold up a stop. */
const FLUSH_LIMIT_MS = 3 * SECOND;
/** No text of ours is longer; what is, is cut. */
const LONGEST_ATTRIBUTE = 256;

export interface TelemetryOptions {
  /** `service.name` is `netraven-<role>`. */
  readonly role: string;
  readonly telemetry: Config['telemetry'];
  readonly log: Logger;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Sends traces over OTLP/HTTP, where `telemetry.endpoint` or OpenTelemetry's own variables say where to; otherwise
 * nothing is loaded. Spans wait in a bounded queue: a collector that is away or slow costs spans, never a task.
 */
export async function openTelemetry({
  role,
  telemetry,
  log,
  environment = process.env,
}: TelemetryOptions): Promise<AsyncDisposable> {
  if (!isWanted(telemetry, environment)) return { [Symbol.asyncDispose]: async () => undefined };
  const [api, sdk, { resourceFromAttributes }, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  const endpoint = telemetry.endpoint?.replace(/\/+$/, '');
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({
      'service.name': `netraven-${role}`,
      'service.namespace': 'netraven',
      'service.version': version,
      'service.instance.id': `${hostname()}-${process.pid}`,
    }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(telemetry.sampleRatio) }),
    spanLimits: { attributeValueLengthLimit: LONGEST_ATTRIBUTE },
    spanProcessors: [
      new sdk.BatchSpanProcessor({
        exporter: new OTLPTraceExporter(endpoint === undefined ? {} : { url: `${endpoint}/v1/traces` }),
        maxQueueSize: 8192,
        scheduledDelayMillis: 2 * SECOND,
        exportTimeoutMillis: 10 * SECOND,
      }),
    ],
  });
  api.diag.setLogger(toDiagLogger(log), api.DiagLogLevel.WARN);
  setTracing({ api, tracer: provider.getTracer('netraven', version) });
  log.info(
    { endpoint: endpoint?.replace(/\/\/[^@/]*@/, '//') ?? 'OTEL_EXPORTER_OTLP_ENDPOINT' },
    'traces are sent',
  );
  return {
    [Symbol.asyncDispose]: async () => {
      setTracing(undefined);
      await waitAtMost(FLUSH_LIMIT_MS, provider.shutdown()).catch(() => undefined);
    },
  };
}

function isWanted(
  { endpoint }: Config['telemetry'],
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  if (environment.OTEL_SDK_DISABLED === 'true' || environment.OTEL_TRACES_EXPORTER === 'none') return false;
  const named =
    endpoint ?? environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? environment.OTEL_EXPORTER_OTLP_ENDPOINT;
  return named !== undefined && named !== '';
}

/** The library speaks of its exports alone. Its messages may hold the headers of a request, so only the first line. */
function toDiagLogger(log: Logger) {
  const write = (level: 'error' | 'warn' | 'debug') => (message: string) =>
    log[level]({ telemetry: message.split('\n', 1)[0]?.slice(0, 200) }, 'sending traces');
  const debug = write('debug');
  return { error: write('warn'), warn: write('warn'), info: debug, debug, verbose: debug };
}
