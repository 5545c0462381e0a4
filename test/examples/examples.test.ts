import { execFile } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { consumerNames, defaultStreamSizes, ensureHub, streamNames } from '@netraven/common/jetstream';
import { jobRequestSchema } from '@netraven/common/message';
import test, { type ExecutionContext } from 'ava';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { root } from '../../scripts/run-program.ts';
import { serveApi } from '../cli/helpers/serve-api.ts';
import { testWith } from '../helpers/find-tool.ts';
import { startTestNats } from '../helpers/start-nats.ts';
import { makeTempFolder } from '../helpers/temp-folder.ts';

const run = promisify(execFile);
const DIFF =
  '--- a/default/edge-1.cfg\n+++ b/default/edge-1.cfg\n@@ -1 +1 @@\n-ntp server 192.0.2.1\n+ntp server 192.0.2.2\n';

/** What the examples type of the nats CLI, asked as the CLI asks it. */
const NATS_CLI = `#!${process.execPath}
import { connect, headers } from 'nats';
import { parseArgs } from 'node:util';
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { server: { type: 'string' }, user: { type: 'string' }, password: { type: 'string' },
    raw: { type: 'boolean' }, header: { type: 'string' }, 'inbox-prefix': { type: 'string' } },
});
const [command, subject, body] = positionals;
if (command !== 'request') throw new Error(command);
const { server: servers, user, password: pass, 'inbox-prefix': inboxPrefix } = values;
const nats = await connect({ servers, user, pass, inboxPrefix });
const [, name, value] = /^([^:]+):(.*)$/.exec(values.header ?? '') ?? [];
const sent = headers();
if (name) sent.set(name, value);
console.log((await nats.request(subject, body, { headers: sent })).string());
await nats.close();
`;

/** A hub whose dispatcher accepts every job and has always just finished it. */
async function startHub() {
  const nats = await startTestNats();
  const connection = await nats.connect();
  await ensureHub(connection, ['default'], defaultStreamSizes);
  const version = {
    commit: 'c'.repeat(40),
    capturedAt: '2026-11-23T00:00:00.000Z',
    committedAt: '2026-11-23T00:00:01.000Z',
    added: 1,
    removed: 1,
    change: 'significant',
    job: 'j1',
    bytes: 22,
    lines: 1,
  };
  await serveApi(connection, {
    'job.show': ({ id }) => ({
      id,
      status: 'COMPLETED_SUCCESS',
      lane: 'urgent',
      requestedBy: '',
      reason: '',
      requestedAt: '2026-11-23T00:00:00.000Z',
      finishedAt: '2026-11-23T00:00:02.000Z',
      tasks: 1,
      outcomes: { changed: 1 },
      warnings: [],
      schedule: null,
      dueAt: null,
    }),
    'job.tasks': () => ({ tasks: [], next: null }),
    'config.diff': () => ({ from: version, to: version, diff: DIFF, truncated: false }),
  });
  const { user = '', password = '' } = nats.optionsFor('client');
  return {
    env: { ...process.env, NATS_URL: nats.url, NATS_USER: user, NATS_PASSWORD: password },
    /** The request that was stored. */
    stored: async () => {
      const manager = await connection.jetstreamManager();
      const { state } = await manager.streams.info(streamNames.jobs);
      const message = await manager.streams.getMessage(streamNames.jobs, { seq: state.last_seq });
      return {
        request: jobRequestSchema.parse(message.json()),
        messageId: message.header.get('Nats-Msg-Id'),
      };
    },
    [Symbol.asyncDispose]: () => nats[Symbol.asyncDispose](),
  };
}

async function assertExample(
  t: ExecutionContext,
  command: readonly [string, ...string[]],
  environment: Readonly<Record<string, string>> = {},
) {
  await using hub = await startHub();
  const [program, ...args] = command;
  const { stdout } = await run(program, [...args, 'edge-1'], { env: { ...hub.env, ...environment } });
  t.is(stdout.trimEnd(), DIFF.trimEnd());
  const { request, messageId } = await hub.stored();
  t.deepEqual([request.devices, request.lane], [['edge-1'], 'urgent']);
  t.is(messageId, request.id ?? 'none');
}

test('the TypeScript example backs a device up and prints its diff', (t) =>
  assertExample(t, [process.execPath, join(root, 'examples/typescript/backup.ts')]));

testWith('jq')('the shell example backs a device up and prints its diff', async (t) => {
  const folder = await makeTempFolder(t);
  await writeFile(
    join(folder, 'nats.mjs'),
    NATS_CLI.replace("from 'nats'", `from '${import.meta.resolve('nats')}'`),
  );
  await writeFile(
    join(folder, 'nats'),
    `#!/bin/sh\nexec '${process.execPath}' '${join(folder, 'nats.mjs')}' "$@"\n`,
  );
  await chmod(join(folder, 'nats'), 0o755);
  await assertExample(t, ['sh', join(root, 'examples/shell/backup.sh')], {
    PATH: `${folder}:${process.env.PATH}`,
  });
});

testWith('python3')('the Python example is Python', async (t) => {
  const source = join(root, 'examples/python/backup.py');
  const check = 'import ast, sys; ast.parse(open(sys.argv[1]).read())';
  await t.notThrowsAsync(run('python3', ['-c', check, source]));
});

for (const [language, file] of [
  ['Python', 'examples/python/backup.py'],
  ['Go', 'examples/go/backup.go'],
]) {
  test(`the ${language} example publishes the fields of a job request, and asks endpoints that there are`, async (t) => {
    const text = await readFile(join(root, file ?? ''), 'utf8');
    const fields = Object.keys(jobRequestSchema.shape);
    const named = ['v', 'id', 'devices', 'lane', 'requestedBy'];
    t.deepEqual(
      named.filter((name) => !fields.includes(name)),
      [],
    );
    for (const name of named) t.regex(text, new RegExp(`"${name}"`), name);
    for (const word of [
      'netraven.jobs.request',
      'netraven.api.',
      '"job.show"',
      '"config.diff"',
      'NETRAVEN_NOT_FOUND',
      '_INBOX.',
    ])
      t.true(text.includes(word), word);
  });
}

/** @see https://keda.sh/docs/latest/scalers/nats-jetstream */
const scalerSchema = z.strictObject({
  type: z.literal('nats-jetstream'),
  metadata: z.strictObject({
    natsServerMonitoringEndpoint: z.string().regex(/^[\w.-]+:\d+$/),
    account: z.string(),
    stream: z.literal(streamNames.tasks),
    consumer: z.enum([consumerNames.tasks('ams', 'bulk'), consumerNames.tasks('ams', 'urgent')]),
    lagThreshold: z.string().regex(/^\d+$/),
    activationLagThreshold: z.string().regex(/^\d+$/),
  }),
});

/** @see https://keda.sh/docs/latest/reference/scaledobject-spec */
const scaledObjectSchema = z.strictObject({
  apiVersion: z.literal('keda.sh/v1alpha1'),
  kind: z.literal('ScaledObject'),
  metadata: z.strictObject({ name: z.string() }),
  spec: z.strictObject({
    scaleTargetRef: z.strictObject({ name: z.string() }),
    pollingInterval: z.int().positive(),
    cooldownPeriod: z.int().positive(),
    minReplicaCount: z.int().nonnegative(),
    maxReplicaCount: z.int().positive(),
    triggers: z.array(scalerSchema).length(2),
  }),
});

test('the Kubernetes example scales its own deployment by both lanes, one executor for as many tasks as it has sessions', async (t) => {
  const text = await readFile(join(root, 'examples/kubernetes/executor.yaml'), 'utf8');
  const [deployment, scaled] = parseAllDocuments(text).map((document) => document.toJS());
  const { spec } = scaledObjectSchema.parse(scaled);
  t.is(spec.scaleTargetRef.name, deployment.metadata.name);
  t.deepEqual(spec.triggers.map(({ metadata }) => metadata.consumer).toSorted(), ['ams_bulk', 'ams_urgent']);
  const [container] = deployment.spec.template.spec.containers;
  t.deepEqual(container.args, ['executor', '--site', 'ams']);
  const sessions = container.env.find(({ name }: { name: string }) => name === 'NETRAVEN_EXECUTOR_SESSIONS');
  t.true(spec.triggers.every(({ metadata }) => metadata.lagThreshold === sessions.value));
});
