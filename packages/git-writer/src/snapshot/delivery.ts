import type { Snapshot } from '@netraven/common/message';
import type { JsMsg } from 'nats';

/** A snapshot with the message that brought it and has to be acknowledged. */
export interface Delivery {
  readonly message: JsMsg;
  readonly snapshot: Snapshot;
}
