import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';

const attributeSchema = z.object({
  key: z.string(),
  value: z.record(z.string(), z.unknown()).transform((value) => Object.values(value)[0]),
});
const spanSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  startTimeUnixNano: z.string().transform(BigInt),
  endTimeUnixNano: z.string().transform(BigInt),
  attributes: z.array(attributeSchema),
  status: z.object({ code: z.number().optional(), message: z.string().optional() }),
});
const requestSchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attributeSchema) }),
      scopeSpans: z.array(z.object({ spans: z.array(spanSchema) })),
    }),
  ),
});

export interface ReceivedSpan extends z.output<typeof spanSchema> {
  readonly service: string;
}

export interface OtlpReceiver extends AsyncDisposable {
  /** For `telemetry.endpoint`. */
  readonly url: string;
  readonly spans: readonly ReceivedSpan[];
  /** Bodies of requests as they came. */
  readonly bodies: readonly string[];
  /** Resolves once this holds; looks after each request. */
  until(isSo: (spans: readonly ReceivedSpan[]) => boolean, limitMs: number): Promise<void>;
}

/** An OpenTelemetry collector for traces over HTTP with JSON. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const body = (await buffer(request)).toString('utf8');
    if (request.method === 'POST' && request.url === '/v1/traces') {
      bodies.push(body);
      for (const { resource, scopeSpans } of requestSchema.parse(JSON.parse(body)).resourceSpans) {
        const service = String(resource.attributes.find(({ key }) => key === 'service.name')?.value);
        for (const scope of scopeSpans) spans.push(...scope.spans.map((span) => ({ ...span, service })));
      }
    }
    response.setHeader('content-type', 'application/json').end('{}');
    server.emit('traces');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address !== 'object') throw new Error('no address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    spans,
    bodies,
    until: async (isSo, limitMs) => {
      const signal = AbortSignal.timeout(limitMs);
      while (!isSo(spans)) await once(server, 'traces', { signal });
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
