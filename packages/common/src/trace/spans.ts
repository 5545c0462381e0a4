import type * as OpenTelemetry from '@opentelemetry/api';
import { formatTraceparent, parseTraceparent } from './traceparent.ts';

/** Ids, names of devices and sites, counts, error codes. Never device output, never a secret. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanStart {
  readonly name: string;
  readonly kind: 'consumer' | 'producer' | 'internal' | 'client';
  /** `traceparent` of the span this one follows from; null begins a trace. */
  readonly parent: string | null;
  readonly attributes?: SpanAttributes;
  /** As `nowMs` tells it; without it, now. */
  readonly startMs?: number;
}

export interface SpanEnd {
  readonly attributes?: SpanAttributes;
  /** Code of the error it ended with. */
  readonly error?: string | null;
  readonly endMs?: number;
}

/** A span that has begun; `end` must follow. */
export interface OpenSpan {
  /** Of this span, for messages and spans that follow from it; its parent's where nothing is traced. */
  readonly traceparent: string | null;
  end(end?: SpanEnd): void;
}

/** What tracing needs of the library, which is loaded only where traces go somewhere. */
export interface Tracing {
  readonly api: typeof OpenTelemetry;
  readonly tracer: OpenTelemetry.Tracer;
}

let tracing: Tracing | undefined;

/** Begins to trace in this process; undefined ends it. */
export function setTracing(next: Tracing | undefined): void {
  tracing = next;
}

export function isTracing(): boolean {
  return tracing !== undefined;
}

/** Milliseconds since the epoch with fractions, for spans that are told afterwards. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

/** Begins a span; costs nothing where nothing is traced. */
export function beginSpan({ name, kind, parent, attributes = {}, startMs = nowMs() }: SpanStart): OpenSpan {
  if (tracing === undefined) return { traceparent: parent, end: () => undefined };
  const { api, tracer } = tracing;
  const span = tracer.startSpan(
    name,
    { kind: kindOf(api, kind), attributes, startTime: startMs },
    contextOf(api, parent),
  );
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceparent: formatTraceparent({ traceId, spanId, flags: traceFlags }),
    end: ({ attributes: more = {}, error, endMs = nowMs() } = {}) => {
      span.setAttributes(more);
      if (error)
        span.setAttribute('error.type', error).setStatus({ code: api.SpanStatusCode.ERROR, message: error });
      span.end(endMs);
    },
  };
}

/** A span that is over already. */
export function addSpan(start: SpanStart, end: SpanEnd = {}): string | null {
  const span = beginSpan(start);
  span.end(end);
  return span.traceparent;
}

function contextOf(api: typeof OpenTelemetry, parent: string | null): OpenTelemetry.Context {
  const context = parseTraceparent(parent);
  if (context === undefined) return api.ROOT_CONTEXT;
  const { traceId, spanId, flags: traceFlags } = context;
  return api.trace.setSpanContext(api.ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function kindOf(api: typeof OpenTelemetry, kind: SpanStart['kind']): OpenTelemetry.SpanKind {
  const kinds = {
    consumer: api.SpanKind.CONSUMER,
    producer: api.SpanKind.PRODUCER,
    internal: api.SpanKind.INTERNAL,
    client: api.SpanKind.CLIENT,
  } as const;
  return kinds[kind];
}
