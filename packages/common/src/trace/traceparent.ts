const WRITTEN = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const NO_TRACE = '0'.repeat(32);
const NO_SPAN = '0'.repeat(16);
const SAMPLED = 1;

/** Where a span stands, as the header `traceparent` says it. */
export interface TraceContext {
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: number;
}

/**
 * Reads a `traceparent` of anybody; undefined for what is none.
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function parseTraceparent(text: string | null | undefined): TraceContext | undefined {
  const [, traceId, spanId, flags] = WRITTEN.exec(text ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || traceId === NO_TRACE || spanId === NO_SPAN)
    return undefined;
  return { traceId, spanId, flags: Number.parseInt(flags ?? '', 16) };
}

export function formatTraceparent({ traceId, spanId, flags }: TraceContext): string {
  return `00-${traceId}-${spanId}-${flags.toString(16).padStart(2, '0')}`;
}

/** The same place in the trace, for work that is not to be recorded. */
export function withoutSampling(traceparent: string | null): string | null {
  const context = parseTraceparent(traceparent);
  return context ? formatTraceparent({ ...context, flags: context.flags & ~SAMPLED }) : traceparent;
}

/** Fields of a log line that lead to the trace; none without one. */
export function traceFields(traceparent: string | null | undefined): { readonly trace_id?: string } {
  const context = parseTraceparent(traceparent);
  return context ? { trace_id: context.traceId } : {};
}
