import { apiSubject, endpoints } from '@netraven/common/api';
import test from 'ava';
import { RequestStrategy } from 'nats';
import { startTestSystem } from '../helpers/start-dispatcher.ts';

/** The first answer is enough: one dispatcher runs. */
const ONE = { strategy: RequestStrategy.Count, maxWait: 5000, maxMessages: 1 } as const;

test('the service names every endpoint with its description', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  const services = [];
  for await (const info of await system.connection.services.client(ONE).info('netraven')) services.push(info);
  t.is(services.length, 1);
  t.deepEqual(
    services[0]?.endpoints.map(({ subject, metadata }) => [subject, metadata?.description]),
    Object.entries(endpoints).map(([name, { description }]) => [`netraven.api.${name}`, description]),
  );
});

test('a request that breaks the contract is answered with the field, the rule and the value', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  const ask = async (body: string) => {
    const answer = await system.connection.request(apiSubject('job.list'), body, { timeout: 5000 });
    return { code: answer.headers?.get('Nats-Service-Error-Code'), body: answer.json() };
  };
  const invalid = (message: string) => ({
    code: '400',
    body: {
      code: 'NETRAVEN_MESSAGE_INVALID',
      message,
      hint: 'Compare the message with its schema in docs/messages.',
      retryable: false,
    },
  });
  t.deepEqual(await ask('{"limit":501}'), invalid('job.list: limit: must be at most 500, got "501"'));
  t.deepEqual(await ask('{'), invalid('job.list: the body is not JSON'));
  t.deepEqual(
    await ask(JSON.stringify({ device: 'a\u0000b' })),
    invalid('job.list: device: must be text without NUL or broken surrogates'),
  );
  t.deepEqual(await ask(''), { code: undefined, body: { jobs: [] } });
});

test('a device row nested without end is refused and the service goes on', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  const answer = await system.connection.request(apiSubject('device.import'), `{"devices":[${deep}]}`, {
    timeout: 5000,
  });
  t.is(answer.json<{ code: string }>().code, 'NETRAVEN_MESSAGE_INVALID');
  t.is((await system.call('device.list', {})).total, 0);
});

test('the statistics of the service count requests and errors', async (t) => {
  await using system = await startTestSystem();
  await using _dispatcher = await system.startDispatcher();
  await system.call('job.list', {});
  await t.throwsAsync(system.call('job.show', { id: 'none' }), { code: 'NETRAVEN_NOT_FOUND' });
  const client = system.connection.services.client(ONE);
  for await (const { endpoints: stats } of await client.stats('netraven')) {
    const of = (name: string) => stats?.find((endpoint) => endpoint.name === name)?.data;
    t.like(of('job-list'), { requests: 1, errors: 0 });
    t.like(of('job-show'), { requests: 1, errors: 1 });
  }
});
