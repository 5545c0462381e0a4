import type { SharedWorker } from 'ava/plugin';
import { openDatabaseCluster } from './database-cluster.ts';
import type { DatabaseAnswer, DatabaseRequest } from './start-database.ts';

type Message = DatabaseRequest | DatabaseAnswer;

/** Runs once for a whole run of ava, in a thread beside the test files: they share one PostgreSQL. */
const factory: SharedWorker.Factory = ({ negotiateProtocol }) => {
  const protocol = negotiateProtocol<Message>(['ava-4']).ready();
  const opened = openDatabaseCluster();
  const answer = async (request: Message): Promise<DatabaseAnswer> => {
    try {
      const cluster = await opened;
      if (request.kind === 'create') {
        return { kind: 'created', url: await cluster.createDatabase(request.content) };
      }
      if (request.kind === 'drop') await cluster.dropDatabase(request.url);
      return { kind: 'dropped' };
    } catch (error) {
      return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  };
  const serve = async () => {
    for await (const message of protocol.subscribe()) {
      void answer(message.data).then((data) => message.reply(data));
    }
  };
  void serve();
};

export default factory;
