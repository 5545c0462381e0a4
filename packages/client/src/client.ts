import type { ApiInput, ApiOutput, EndpointName, JobView, TaskView } from '@netraven/common/api';
import type { NatsOptions } from '@netraven/common/jetstream';
import type { NetravenEvent, Outcome } from '@netraven/common/message';
import type { JetStreamClient, NatsConnection } from 'nats';
import type { StoredConfig } from './read-config.ts';
import type { JobInput } from './submit-job.ts';

/** How an instance is reached. */
export interface ClientOptions {
  /** URL and login; those of a running `netraven up` are in `.netraven/endpoint.json`. */
  readonly nats: NatsOptions;
  /** JetStream domain of the hub; empty when its servers name none. */
  readonly domain?: string;
  /** What `nats server report connections` shows. */
  readonly name?: string;
  /** How long the first connection may take, in milliseconds; 10 seconds by default. Later it reconnects for ever. */
  readonly waitMs?: number;
}

/** A job with its tasks. */
export interface JobResult {
  readonly job: JobView;
  readonly tasks: readonly TaskView[];
}

/** One instance, over one connection. Whatever fails throws a `NetravenError` with its code, hint and `retryable`. */
export interface Client extends AsyncDisposable {
  readonly connection: NatsConnection;
  /** JetStream of the hub. */
  readonly hub: JetStreamClient;
  /**
   * Asks the control API; docs/api.md has every endpoint.
   * @throws the error the service answered with; NETRAVEN_API_UNREACHABLE when no dispatcher answers in time
   */
  call<N extends EndpointName>(name: N, input: ApiInput<N>, timeoutMs?: number): Promise<ApiOutput<N>>;
  /**
   * Asks for a backup. When it returns, the broker has stored the request, and the job runs whatever happens to this
   * process. The same `id` again is the same job.
   * @returns the id of the job
   * @throws NETRAVEN_MESSAGE_INVALID naming the field; NETRAVEN_USAGE when it is larger than the broker carries;
   *   NETRAVEN_NATS_UNREACHABLE when the broker does not confirm
   */
  submit(job: JobInput): Promise<string>;
  /**
   * The job now and after each change, to its end; it stays while NATS or the dispatcher are away for a while.
   * @throws NETRAVEN_API_UNREACHABLE when nobody answers, or nobody knows the job, for two minutes
   */
  follow(id: string, options?: FollowOptions): AsyncGenerator<JobView>;
  /**
   * Waits for the end of a job.
   * @returns undefined when the signal fired before; the job goes on
   */
  wait(id: string, options?: FollowOptions): Promise<JobResult | undefined>;
  /** The tasks of a job by device name, all or those with one of these outcomes. */
  tasks(id: string, outcomes?: readonly Outcome[]): Promise<TaskView[]>;
  /**
   * The stored, redacted text of a device.
   * @param at a commit, `~N` for N versions before the newest, or a date; the newest without it
   * @throws NETRAVEN_NOT_FOUND
   */
  readConfig(device: string, at?: string): Promise<StoredConfig>;
  /**
   * What happens, live; one that is missed is not repeated.
   * @param filter the end of the subject, such as `*.task.*`; everything by default
   */
  events(filter?: string): AsyncGenerator<NetravenEvent>;
}

export interface FollowOptions {
  /** Ends the following early; the job goes on. */
  readonly signal?: AbortSignal;
  /** Between two looks without an event, in milliseconds; one second by default. */
  readonly pollMs?: number;
}
