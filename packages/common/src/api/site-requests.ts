import type { NatsConnection } from 'nats';
import { z } from 'zod';
import { deviceNameSchema } from '../message/names.ts';
import { subjects } from '../message/subjects.ts';
import { SECOND } from '../time.ts';
import { callEndpoint } from './call-endpoint.ts';
import { endpoint } from './endpoint.ts';

/** A site that is cut off must not hold up who lists devices. */
const TIMEOUT_MS = 3 * SECOND;

/** `open`: no session until `until`; `half-open`: the next session decides, or is deciding. */
export const circuitSchema = z.object({
  device: z.string(),
  state: z.enum(['open', 'half-open']),
  /** Failed sessions in a row. */
  failures: z.number(),
  since: z.iso.datetime(),
  until: z.iso.datetime(),
  /** Error code of the last failure. */
  code: z.string(),
});
export type CircuitView = z.output<typeof circuitSchema>;

/** What is used of the limits of one resource: `site`, `credential NAME` or `jump host NAME`. */
export const resourceUseSchema = z.object({
  resource: z.string(),
  sessions: z.number(),
  /** 0: no limit; likewise the next. */
  sessionsLimit: z.number(),
  /** Within the last minute, those under way included. */
  logins: z.number(),
  loginsPerMinute: z.number(),
  /** Tasks at the executors that wait for it; those that were handed back to the queue are not among them. */
  waiting: z.number(),
});
export type ResourceUse = z.output<typeof resourceUseSchema>;

/**
 * What any one executor of a site answers for the whole site, from the site's store:
 * `netraven.executor.<site>.<name>`. It needs no database and works while the site is cut off from the hub.
 */
export const siteEndpoints = {
  circuits: endpoint({
    description: 'Devices whose circuit is open, by name, a page at a time',
    input: z.strictObject({
      /** Only these; empty: all. */
      devices: z.array(deviceNameSchema).max(1000).default([]),
      after: z.string().default(''),
    }),
    output: z.object({ circuits: z.array(circuitSchema), next: z.string().nullable() }),
  }),
  admission: endpoint({
    description: 'What is used of the limits of the site, and who waits',
    input: z.strictObject({}),
    output: z.object({ uses: z.array(resourceUseSchema) }),
  }),
  'reset-circuit': endpoint({
    description: 'Closes the circuit of a device',
    input: z.strictObject({ device: deviceNameSchema }),
    output: z.object({ wasOpen: z.boolean(), failures: z.number() }),
  }),
} as const;

export type SiteEndpointName = keyof typeof siteEndpoints;
export type SiteInput<N extends SiteEndpointName> = z.input<(typeof siteEndpoints)[N]['input']>;
export type SiteOutput<N extends SiteEndpointName> = z.output<(typeof siteEndpoints)[N]['output']>;

/**
 * Asks the executors of a site.
 * @throws the error the executor answered with; NETRAVEN_API_UNREACHABLE when none answers in time
 */
export async function callSite<N extends SiteEndpointName>(
  connection: NatsConnection,
  { site, name }: { readonly site: string; readonly name: N },
  input: SiteInput<N>,
): Promise<SiteOutput<N>> {
  const address = {
    name: `site ${site}, ${name}`,
    subject: subjects.siteRequest(site, name),
    output: siteEndpoints[name].output,
    server: `executor of ${site}`,
  };
  return (await callEndpoint(connection, address, { input, timeoutMs: TIMEOUT_MS })) as SiteOutput<N>;
}

/**
 * Every open circuit of a site by device name, or of some devices.
 * @throws as `callSite`
 */
export async function listCircuits(
  connection: NatsConnection,
  site: string,
  devices: readonly string[] = [],
): Promise<CircuitView[]> {
  const found: CircuitView[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page: SiteOutput<'circuits'> = await callSite(
      connection,
      { site, name: 'circuits' },
      { devices: [...devices], after },
    );
    found.push(...page.circuits);
    after = page.next;
  }
  return found;
}
