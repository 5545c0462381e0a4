import { NetravenError } from '../errors.ts';
import { apiErrorCode, jetstreamErrors } from './api-error.ts';

/** Survives the loss of one server; more copies cost every message and are for those who ask for them. */
const CLUSTER_REPLICAS = 3;

const tooFewServers: readonly (number | undefined)[] = [
  jetstreamErrors.replicasNotSupported,
  jetstreamErrors.noSuitablePeers,
  jetstreamErrors.insufficientResources,
];

/** How many copies of a stream are made. */
export interface Replicas {
  /**
   * Places a stream or bucket with as many copies as it is to have.
   * @throws NETRAVEN_CONFIG_INVALID when the servers cannot hold as many as are asked for
   */
  place(attempt: (replicas: number) => Promise<void>): Promise<void>;
}

/**
 * Only the system account may see how many servers a cluster has, so three copies are tried, and one is made where the
 * server refuses: it stands alone, or too few of its peers are there. The refusal counts for everything placed after it.
 * @param wanted 0: three where the server is a cluster of three or more, else one
 */
export function openReplicas(wanted: number): Replicas {
  let replicas = wanted === 0 ? CLUSTER_REPLICAS : wanted;
  return {
    place: async (attempt) => {
      try {
        await attempt(replicas);
      } catch (cause) {
        if (replicas === 1 || !tooFewServers.includes(apiErrorCode(cause))) throw cause;
        if (wanted !== 0) {
          const reason = cause instanceof Error ? cause.message : String(cause);
          throw new NetravenError(
            'NETRAVEN_CONFIG_INVALID',
            `streams.replicas is ${wanted}, which the JetStream servers refuse: ${reason}`,
            { cause, hint: 'Start as many servers of the cluster, or set streams.replicas to 0.' },
          );
        }
        replicas = 1;
        await attempt(replicas);
      }
    },
  };
}
