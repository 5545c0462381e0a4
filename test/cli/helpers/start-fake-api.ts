import { startTestNats } from '../../helpers/start-nats.ts';
import { type CliResult, runCli } from './run-cli.ts';
import { type Answers, serveApi } from './serve-api.ts';

/** A NATS server with an API whose answers a test decides, and the command line on it. */
export interface FakeApi extends AsyncDisposable {
  netraven(args: readonly string[], input?: string): Promise<CliResult>;
}

export async function startFakeApi(answers: Answers): Promise<FakeApi> {
  const nats = await startTestNats();
  const { user = '', password = '' } = nats.optionsFor('client');
  await serveApi(await nats.connect(), answers);
  const environment = {
    NETRAVEN_NATS_URL: nats.url,
    NETRAVEN_NATS_USER: user,
    NETRAVEN_NATS_PASSWORD: password,
    NETRAVEN_NATS_DOMAIN: nats.domain,
  };
  return {
    netraven: (args, input = '') => runCli(args, { input, environment }),
    [Symbol.asyncDispose]: () => nats[Symbol.asyncDispose](),
  };
}
