export { openTelemetry, type TelemetryOptions } from './open-telemetry.ts';
export {
  addSpan,
  beginSpan,
  isTracing,
  nowMs,
  type OpenSpan,
  type SpanAttributes,
  type SpanEnd,
  type SpanStart,
} from './spans.ts';
export {
  formatTraceparent,
  parseTraceparent,
  type TraceContext,
  traceFields,
  withoutSampling,
} from './traceparent.ts';
