import type { Consumer, JsMsg } from 'nats';

/**
 * The next message of a durable consumer, or null after `expiresMs` or as soon as the signal fires. A message that
 * the server sends after that is handed back.
 */
export async function nextMessage(
  consumer: Consumer,
  expiresMs: number,
  signal: AbortSignal,
): Promise<JsMsg | null> {
  if (signal.aborted) return null;
  const pulled = consumer.next({ expires: expiresMs });
  const stopped = Promise.withResolvers<null>();
  const stop = () => {
    pulled.then((message) => message?.nak()).catch(() => undefined);
    stopped.resolve(null);
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([pulled, stopped.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
