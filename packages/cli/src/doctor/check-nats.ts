import { forgetsAcknowledgements, inDomain } from '@netraven/common/jetstream';
import type { JetStreamManager } from 'nats';
import { type Check, fail, ok, type Patient, warn } from './check.ts';

/** The server: its version, and whether JetStream answers in the domain that is configured. */
export async function checkNats({ api }: Patient): Promise<Check[]> {
  const version = api.connection.info?.version ?? 'unknown';
  const server = forgetsAcknowledgements(version)
    ? warn(
        'nats-server',
        `${version} forgets acknowledgements when it is killed, and then blocks devices until that is repaired`,
        'Use nats-server 2.10 or newer: set NETRAVEN_NATS_SERVER to one, or nats.url to a server of yours.',
      )
    : ok('nats-server', `${version}, answers in ${await api.connection.rtt()} ms`);
  return [server, await checkJetStream(api)];
}

/** A manager of the hub's JetStream that does not ask whether there is one. */
export function openManager(api: Patient['api']): Promise<JetStreamManager> {
  const { domain } = api.target;
  return api.connection.jetstreamManager({ checkAPI: false, ...inDomain(domain) });
}

async function checkJetStream(api: Patient['api']): Promise<Check> {
  const { domain } = api.target;
  const where = domain === '' ? 'without a domain' : `domain ${domain}`;
  try {
    const account = await (await openManager(api)).getAccountInfo();
    const mebibytes = Math.round(account.storage / 1024 / 1024);
    return ok('JetStream', `${where}, ${account.streams} streams, ${mebibytes} MiB stored`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail(
      'JetStream',
      `does not answer (${where}): ${reason}`,
      'Enable JetStream in the server, and set nats.domain to its domain, or to nothing where it has none.',
    );
  }
}
