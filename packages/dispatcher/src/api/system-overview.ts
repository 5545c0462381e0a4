import { SECOND } from '@netraven/common';
import type { Overview } from '@netraven/common/api';
import { remember } from '@netraven/common/metric';
import type { Dispatcher } from '../dispatcher.ts';
import { gatherOverview, readSites } from '../overview/gather-overview.ts';
import type { Handler } from './handler.ts';

/** However many look at it, the system is asked once in this time. */
const REMEMBERED_MS = SECOND;
/** Counting a large inventory takes a while. */
const SITES_REMEMBERED_MS = 15 * SECOND;

const remembered = new WeakMap<Dispatcher, () => Promise<Overview>>();

export const showOverview: Handler<'system.overview'> = (dispatcher) => {
  const gather = remembered.get(dispatcher) ?? openGather(dispatcher);
  remembered.set(dispatcher, gather);
  return gather();
};

function openGather(dispatcher: Dispatcher): () => Promise<Overview> {
  const sites = remember(SITES_REMEMBERED_MS, () => readSites(dispatcher));
  return remember(REMEMBERED_MS, () => gatherOverview(dispatcher, sites));
}
