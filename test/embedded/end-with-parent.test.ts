import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openInventory } from '@netraven/common/inventory';
import test, { type ExecutionContext } from 'ava';
import { z } from 'zod';
import { becomesTrue, isPortOpen, isProcessRunning } from '../helpers/process-state.ts';
import { makeTempFolder } from '../helpers/temp-folder.ts';

const fixture = fileURLToPath(new URL('./fixtures/start-servers.ts', import.meta.url));
const placesSchema = z.object({
  pids: z.array(z.number().positive()),
  ports: z.array(z.number()),
  databaseDir: z.string(),
  databaseUrl: z.string(),
});

async function startServers(t: ExecutionContext) {
  const dir = await makeTempFolder(t);
  const parent = spawn(process.execPath, [fixture, dir], { stdio: ['ignore', 'pipe', 'pipe'] });
  t.teardown(() => parent.kill('SIGTERM'));
  let printed = '';
  parent.stderr.on('data', (bytes) => {
    printed += bytes;
  });
  const [line] = await once(createInterface({ input: parent.stdout }), 'line');
  return { parent, places: placesSchema.parse(JSON.parse(String(line))), printed: () => printed };
}

for (const signal of ['SIGKILL', 'SIGTERM', 'SIGINT'] as const) {
  test(`no server and no temporary data outlive a parent that ends by ${signal}`, async (t) => {
    const { parent, places } = await startServers(t);
    for (const pid of places.pids) t.true(await isProcessRunning(pid));
    parent.kill(signal);
    for (const pid of places.pids) t.true(await becomesTrue(async () => !(await isProcessRunning(pid))));
    for (const port of places.ports) t.false(await isPortOpen(port));
    t.true(
      await becomesTrue(() =>
        stat(places.databaseDir).then(
          () => false,
          () => true,
        ),
      ),
    );
  });
}

test('the log of the database server holds neither statements nor values', async (t) => {
  const { parent, places, printed } = await startServers(t);
  const inventory = await openInventory({ url: places.databaseUrl, poolSize: 1 });
  const sql = inventory.em.getConnection();
  await sql.execute(`create table kept (word text primary key)`);
  await sql.execute(`insert into kept values ('hunter2')`);
  await t.throwsAsync(sql.execute(`insert into kept values ('hunter2')`), { message: /duplicate key/ });
  await inventory.close();
  t.true(await becomesTrue(() => printed().includes('duplicate key value')));
  t.notRegex(printed(), /hunter2|insert into/);
  parent.kill('SIGTERM');
  await once(parent, 'exit');
});
