import type { Result } from '@netraven/common/message';

/** Room for subject, headers and a line that says what was left out. */
const RESERVED_BYTES = 8 * 1024;

/** What a result can do without, dearest last. */
const omissions: readonly { readonly what: string; readonly without: (result: Result) => Result }[] = [
  {
    what: 'the newest sealed original',
    without: (result) => ({ ...result, latestSealed: null, latestSealedTo: null }),
  },
  {
    what: 'the sealed original of the quarantined capture',
    without: (result) => ({
      ...result,
      quarantine: result.quarantine && { ...result.quarantine, sealed: null },
    }),
  },
  {
    what: 'the text of the quarantined capture',
    without: (result) => ({ ...result, quarantine: result.quarantine && { ...result.quarantine, text: '' } }),
  },
  { what: 'the connection log', without: (result) => ({ ...result, connectionLog: null }) },
];

/**
 * A result as it is sent: what makes it larger than the server takes is left out, with a line in the job log, so that
 * the outcome itself always arrives.
 */
export function fitResult(result: Result, maxPayload: number): Buffer {
  let fitting = result;
  let body = Buffer.from(JSON.stringify(fitting));
  for (const { what, without } of omissions) {
    if (body.length <= maxPayload - RESERVED_BYTES) break;
    const smaller = without(fitting);
    if (JSON.stringify(smaller).length === JSON.stringify(fitting).length) continue;
    const line = {
      at: result.finishedAt,
      level: 'warn' as const,
      message: `${what} is too large to be sent`,
    };
    fitting = { ...smaller, log: [...smaller.log, line] };
    body = Buffer.from(JSON.stringify(fitting));
  }
  return body;
}
