import { headers, type MsgHdrs } from 'nats';

const TRACEPARENT = 'traceparent';

/** The header by which whoever gets a message goes on in its trace; none without one. */
export function traceHeaders(traceparent: string | null): { readonly headers?: MsgHdrs } {
  if (traceparent === null) return {};
  const made = headers();
  made.set(TRACEPARENT, traceparent);
  return { headers: made };
}

/** What the header of a message says; null without one. It is of anybody: see `parseTraceparent`. */
export function readTraceHeader({
  headers: found,
}: {
  readonly headers?: MsgHdrs | undefined;
}): string | null {
  return found?.get(TRACEPARENT) || null;
}
