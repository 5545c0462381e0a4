import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pause, SECOND } from '@netraven/common';
import { callApi } from '@netraven/common/api';
import { subjects } from '@netraven/common/message';
import { z } from 'zod';
import { checkQueues, readQueues } from '../chaos/checker/check-queues.ts';
import { checkRun } from '../chaos/checker/check-run.ts';
import type { DeviceState, Round } from '../chaos/checker/round.ts';
import { testWith } from '../helpers/find-tool.ts';
import { becomesTrue } from '../helpers/process-state.ts';
import { startTwoSites, type TwoSites } from './helpers/start-two-sites.ts';

/** At least; longer while what has to happen behind the cut takes longer. */
const CUT_MS = Number(process.env.NETRAVEN_CUT_SECONDS ?? 5) * SECOND;
const LIMIT_MS = 240 * SECOND;
/** Of each site: fewer than it has devices, so that some wait when the link is cut. */
const SESSIONS = 3;
/** A session of fra takes several answers, and is under way when its link is cut. */
const ANSWER_MS = { fra: 1000, ams: 50 };

const devices = (['fra', 'ams'] as const).flatMap((site) =>
  [1, 2, 3, 4, 5].map((number) => {
    return { platform: 'cisco_ios', size: 0.1, name: `${site}-${number}`, answerMs: ANSWER_MS[site] };
  }),
);
const isOfFra = ({ name }: { readonly name: string }) => name.startsWith('fra');

function readStates({ simulator }: TwoSites): Map<string, DeviceState[]> {
  return new Map(
    simulator.devices.map((device) => [
      device.name,
      [{ site: device.name.slice(0, 3), text: device.expected() }],
    ]),
  );
}

async function backUp({ hub }: TwoSites): Promise<Round['jobs']> {
  const { job } = await hub.json<{ job: string }>(['backup', '--all', '--no-wait']);
  return [{ id: job, devices: devices.map(({ name }) => name), isCancelled: false }];
}

testWith('git')(
  'a site whose link is cut in mid-job keeps what it has, and nothing is lost or done twice',
  async (t) => {
    t.timeout(600 * SECOND + CUT_MS);
    await using sites = await startTwoSites(devices, SESSIONS);
    const { connection, simulator, fra, ams } = sites;
    const atFra = simulator.devices.filter(isOfFra);
    const started = connection.subscribe(subjects.event('fra', 'task', 'started'), {
      max: 1,
      timeout: LIMIT_MS,
    });
    const tasksOf = async (id: string) => (await callApi(connection, 'job.tasks', { id })).tasks;
    // A request that was just stored is no job yet.
    const isClosed = async (id: string) =>
      (await callApi(connection, 'job.list', {})).jobs.some(
        (one) => one.id === id && one.finishedAt !== null,
      );
    const loggedIn = () => atFra.filter(({ counts }) => counts.authenticated > 0).length;

    const states = readStates(sites);
    const jobs = await backUp(sites);
    const job = jobs[0]?.id ?? '';
    for await (const _ of started) t.log('the first session of fra begins');
    const isUnderWay = () => atFra.some(({ counts }) => counts.live > 0 && counts.commands > 0);
    t.true(await becomesTrue(isUnderWay, LIMIT_MS), 'in mid-session');
    fra.link.cut();
    const cutAt = performance.now();
    t.false(await isClosed(job));

    const isDone = async (site: string) =>
      (await tasksOf(job)).filter((task) => task.site === site).every(({ outcome }) => outcome === 'changed');
    t.true(await becomesTrue(() => isDone('ams'), LIMIT_MS), 'the other site goes on');
    const haveEnded = () => loggedIn() > 0 && atFra.every(({ counts }) => counts.live === 0);
    t.true(await becomesTrue(haveEnded, LIMIT_MS), 'sessions go to their end');
    const waiting = async () => (await readQueues(fra.monitorUrl)).get('NETRAVEN_OUTBOX_fra') ?? 0;
    // A snapshot and a result of each.
    t.true(
      await becomesTrue(async () => (await waiting()) >= 2 * loggedIn(), LIMIT_MS),
      'what they gave waits',
    );
    t.true(loggedIn() < atFra.length, 'nobody is logged in to for a task that is still at the hub');
    t.is((await tasksOf(job)).filter(({ site, outcome }) => site === 'fra' && outcome !== null).length, 0);
    t.false(await isClosed(job));
    const statesAtFra = async () =>
      (await tasksOf(job)).filter(({ site }) => site === 'fra').map(({ state }) => state);
    const areShown = async () => (await statesAtFra()).every((state) => state === 'waiting-for-site');
    t.true(await becomesTrue(areShown, LIMIT_MS), 'the job says what its devices wait for');
    const warnings = async () => (await callApi(connection, 'job.show', { id: job })).warnings;
    t.true(await becomesTrue(async () => (await warnings()).length > 0, LIMIT_MS));
    t.regex(
      (await warnings()).join('\n'),
      /^site fra: no executor has answered since \S+: 5 devices wait for it$/,
    );
    for (const device of simulator.devices.filter(({ name }) => name.endsWith('1'))) {
      device.change('description');
      states.get(device.name)?.push({ site: device.name.slice(0, 3), text: device.expected() });
    }

    await pause(Math.max(0, CUT_MS - (performance.now() - cutAt)));
    t.log(`cut for ${Math.round(performance.now() - cutAt)} ms, ${await waiting()} messages wait`);
    fra.link.open();
    t.true(await becomesTrue(() => isClosed(job), LIMIT_MS), 'the job closes');
    t.deepEqual(
      atFra.map(({ counts }) => counts.authenticated),
      atFra.map(() => 1),
      'one session of each',
    );
    const rounds: Round[] = [{ jobs, states }];
    for (const device of simulator.devices) device.change('vlan');
    const after = readStates(sites);
    const second = await backUp(sites);
    rounds.push({ jobs: second, states: after });
    t.true(await becomesTrue(() => isClosed(second[0]?.id ?? ''), LIMIT_MS), 'the next job closes');

    const monitors = [sites.monitorUrl, fra.monitorUrl, ams.monitorUrl];
    const left = async () => (await Promise.all(monitors.map(checkQueues))).flat();
    t.true(await becomesTrue(async () => (await left()).length === 0, LIMIT_MS), 'every queue empties');
    t.deepEqual(await judge(sites, rounds), []);
  },
);

const endpointSchema = z.object({ database: z.string(), repository: z.string() });

async function judge({ hub, monitorUrl, sessionLog, simulator }: TwoSites, rounds: readonly Round[]) {
  const endpoint = endpointSchema.parse(JSON.parse(await readFile(join(hub.dir, 'endpoint.json'), 'utf8')));
  const secretsOf = simulator.devices.map(
    (device) => [device.name, device.secrets().map(({ value }) => value)] as const,
  );
  const { violations } = await checkRun({
    databaseUrl: endpoint.database,
    repository: endpoint.repository,
    sessionLog,
    monitorUrl,
    rounds,
    platformOf: new Map(simulator.devices.map(({ name, platform }) => [name, platform])),
    secretsOf: new Map(secretsOf),
    samples: [],
  });
  return violations;
}
