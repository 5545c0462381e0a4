import type { ApiOutput, EndpointName, endpoints } from '@netraven/common/api';
import type { z } from 'zod';
import type { Dispatcher } from '../dispatcher.ts';

/** What an endpoint is asked, after its schema: defaults are filled in. */
export type CheckedInput<N extends EndpointName> = z.output<(typeof endpoints)[N]['input']>;

export type Handler<N extends EndpointName> = (
  dispatcher: Dispatcher,
  input: CheckedInput<N>,
) => Promise<ApiOutput<N>>;

/** One handler for every endpoint of the control API. */
export type Handlers = { readonly [N in EndpointName]: Handler<N> };
