interface Counts {
  requests: number;
  errors: number;
  totalMs: number;
}

/** What the service's statistics say of an endpoint; the client library cannot see when an answer is done. */
export interface EndpointStats {
  count(subject: string, request: { readonly ms: number; readonly hasFailed: boolean }): void;
  of(subject: string): { requests: number; errors: number; averageMs: number };
}

export function openEndpointStats(): EndpointStats {
  const bySubject = new Map<string, Counts>();
  const none: Counts = { requests: 0, errors: 0, totalMs: 0 };
  return {
    count(subject, { ms, hasFailed }) {
      const counts = bySubject.get(subject) ?? { ...none };
      counts.requests += 1;
      counts.errors += hasFailed ? 1 : 0;
      counts.totalMs += ms;
      bySubject.set(subject, counts);
    },
    of(subject) {
      const { requests, errors, totalMs } = bySubject.get(subject) ?? none;
      return { requests, errors, averageMs: requests === 0 ? 0 : Math.round((totalMs / requests) * 10) / 10 };
    },
  };
}
