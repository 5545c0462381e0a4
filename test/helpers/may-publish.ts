import type { NatsConnection } from 'nats';

/** Whether the server lets the user publish there: a refusal arrives before the answer to a ping. */
export async function mayPublish(connection: NatsConnection, subject: string, body = ''): Promise<boolean> {
  return !(await refusals(connection, () => connection.publish(subject, body))).includes(subject);
}

/** Whether the server lets the user listen there. */
export async function maySubscribe(connection: NatsConnection, subject: string): Promise<boolean> {
  const refused = await refusals(connection, () => {
    connection.subscribe(subject, { callback: () => undefined });
  });
  return !refused.includes(subject);
}

async function refusals(connection: NatsConnection, act: () => void): Promise<string[]> {
  const refused: string[] = [];
  const statuses = connection.status();
  const reading = (async () => {
    for await (const { permissionContext } of statuses)
      if (permissionContext) refused.push(permissionContext.subject);
  })();
  act();
  await connection.flush();
  // The statuses of one flush are dispatched before its end is.
  await new Promise((resolve) => setImmediate(resolve));
  (statuses as unknown as { stop(): void }).stop();
  await reading;
  return refused;
}
