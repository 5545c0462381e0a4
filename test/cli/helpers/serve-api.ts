import { NetravenError } from '@netraven/common';
import {
  API_SERVICE,
  type ApiInput,
  type ApiOutput,
  apiSubject,
  type EndpointName,
} from '@netraven/common/api';
import type { NatsConnection, Service } from 'nats';

/** Answers of endpoints; what a test does not give is not served. */
export type Answers = {
  readonly [N in EndpointName]?: (input: ApiInput<N>) => ApiOutput<N>;
};

/** Serves some endpoints of the control API with answers a test decides, as the NATS micro service they really are. */
export async function serveApi(connection: NatsConnection, answers: Answers): Promise<Service> {
  const service = await connection.services.add({ name: API_SERVICE, version: '0.1.0' });
  for (const [name, answer] of Object.entries(answers)) {
    service.addEndpoint(name.replaceAll('.', '-'), {
      subject: apiSubject(name as EndpointName),
      handler: (_error, message) => {
        try {
          message.respond(JSON.stringify((answer as (input: unknown) => unknown)(message.json())));
        } catch (error) {
          if (!(error instanceof NetravenError)) throw error;
          message.respondError(400, error.message, Buffer.from(JSON.stringify(error)));
        }
      },
    });
  }
  await connection.flush();
  return service;
}
