import { firstValueFrom } from 'rxjs';
import { expect, it } from 'vitest';
import { lastWords } from '../../../src/feeds/pod/last-words.ts';
import type { Container, ContainerStatus, Pod } from '../../../src/model/kinds/objects.ts';
import { lastWordsFeeds } from '../../../src/store/selectors/fares/last-words.ts';
import { verdictFor } from '../../../src/store/selectors/fares/verdict.ts';
import { takenAt } from '../../fixtures/index.ts';
import { TestDashboard } from '../../support/dashboards/dashboard.ts';
import { FakeConnection } from '../../support/dashboards/fake-connection.ts';

const pod = (status: Omit<ContainerStatus, 'name'>, phase = 'Running'): Pod => ({
  metadata: { name: 'p', namespace: 'shop', uid: 'p' },
  spec: { nodeName: 'n1', containers: [{ name: 'main', image: 'app' }] },
  status: { phase, containerStatuses: [{ name: 'main', ...status }] },
});

const looping = (restartCount: number, message?: string) =>
  pod({
    restartCount,
    state: { waiting: { reason: 'CrashLoopBackOff' } },
    lastState: { terminated: { exitCode: 3, reason: 'Error', ...(message !== undefined && { message }) } },
  });

/** A dashboard on a Pod, once what it asks for is answered. */
async function shown(object: Pod, line = 'about to fail', denied?: string) {
  const connection = new FakeConnection();
  connection.said.set('main', { line, denied });
  const dashboard = new TestDashboard({ now: takenAt, namespace: 'shop' });
  dashboard.list('pods', [object]);
  const feeds = lastWordsFeeds(dashboard.state);
  for (const feed of feeds) {
    dashboard.dispatch({ type: 'feed-opened', feed });
    dashboard.tell(feed, ...(await firstValueFrom(lastWords.open(connection.port, feed))));
  }
  return { dashboard, feeds, text: verdictFor(dashboard.state)?.text, asked: connection.log };
}

it('what a container said last is read from its log where it left no message', async () => {
  const { text } = await shown(looping(8));
  expect(text).toBe('main: exit 3, 9 times, waiting to restart (CrashLoopBackOff); last said: about to fail');
  const ended = pod({ restartCount: 0, state: { terminated: { exitCode: 3, reason: 'Error' } } });
  expect((await shown(ended)).text).toBe('main: exit 3, will restart (Always); last said: about to fail');
  const failed = pod({ restartCount: 0, state: { terminated: { exitCode: 3, reason: 'Error' } } }, 'Failed');
  expect((await shown(failed)).text).toBe('Failed: main exited 3; last said: about to fail');
});

/** The same while it runs again, of a Pod that is not older than a restart counts. */
function runningAgain(restartCount: number, message?: string): Pod {
  const made = pod({
    restartCount,
    ready: true,
    state: { running: { startedAt: new Date(takenAt - 5000).toISOString() } },
    lastState: {
      terminated: {
        ...{ exitCode: 3, reason: 'Error', finishedAt: new Date(takenAt - 20_000).toISOString() },
        ...(message !== undefined && { message }),
      },
    },
  });
  const conditions = [{ type: 'Ready', status: 'True' }];
  return { ...made, status: { ...made.status, conditions } };
}

it('it is told while the container runs again too, of which the log of the run before is read', async () => {
  const { text, asked } = await shown(runningAgain(2));
  expect(text).toMatch(/^restarted 2 times, last 20s ago \(exit 3\); last said: about to fail; /);
  expect(asked).toEqual(['last words main of the run before']);
  expect((await shown(looping(8))).asked).toEqual(['last words main']);
  const own = await shown(runningAgain(1, 'its own words'));
  expect(own.text).toContain('last said: its own words');
  expect(own.asked).toEqual([]);
});

/** One whose init container failed, and tries again. */
function initialisingAgain(exitCode: number, message?: string, init: Container = { name: 'main' }): Pod {
  const terminated = { exitCode, reason: 'Error', ...(message !== undefined && { message }) };
  const { status, spec } = pod({ restartCount: 0, state: { waiting: { reason: 'PodInitializing' } } });
  const again = { restartCount: 2, state: { running: {} }, ready: false, lastState: { terminated } };
  return {
    metadata: { name: 'p', namespace: 'shop', uid: 'p' },
    spec: { ...spec, initContainers: [init], containers: [{ name: 'app' }] },
    status: {
      ...status,
      phase: 'Pending',
      conditions: [{ type: 'Initialized', status: 'False' }],
      initContainerStatuses: [{ name: 'main', ...again }],
      containerStatuses: [],
    },
  };
}

it('it is told of an init container that tries again, with how its run before ended', async () => {
  const { text, asked } = await shown(initialisingAgain(3), 'no such database');
  expect(text).toBe(
    'Init: main is running, restarted 2 times, last exit 3, 0 of 1 init containers done; last said: no such database',
  );
  expect(asked).toEqual(['last words main of the run before']);
  const own = await shown(initialisingAgain(3, 'its own words'));
  expect(own.text).toMatch(/last said: its own words$/);
  expect(own.asked).toEqual([]);
  const proxy = initialisingAgain(3, undefined, {
    name: 'main',
    restartPolicy: 'Always',
    startupProbe: { exec: { command: ['false'] } },
  });
  expect((await shown(proxy)).text).toBe(
    'Init: main has not passed its startup probe (exec false), restarted 2 times, last exit 3, 0 of 1 init containers done; last said: about to fail',
  );
});

/** One whose init container runs, for so long. */
function initialisingFor(seconds: number): Pod {
  const made = initialisingAgain(0);
  const startedAt = new Date(takenAt - seconds * 1000).toISOString();
  const runs = { name: 'main', restartCount: 0, ready: false, state: { running: { startedAt } } };
  return { ...made, status: { ...made.status, initContainerStatuses: [runs] } };
}

it('an init container that runs for a minute is asked what it says, and again each minute', async () => {
  const { text, asked, feeds } = await shown(initialisingFor(60), 'waiting for db');
  expect(text).toBe('Init: main is running, 0 of 1 init containers done; says: waiting for db');
  expect(asked).toEqual(['last words main']);
  expect((await shown(initialisingFor(59))).feeds).toEqual([]);
  expect((await shown(initialisingFor(60), '')).text).toBe(
    'Init: main is running, 0 of 1 init containers done',
  );
  const [later] = (await shown(initialisingFor(120))).feeds;
  expect(later?.version).not.toBe(feeds[0]?.version);
});

it('an init container that ended well and runs again, as after its node, has nothing to be told of it', async () => {
  const { text, feeds } = await shown(initialisingAgain(0));
  expect(text).toBe('Init: main is running, 0 of 1 init containers done');
  expect(feeds).toEqual([]);
});

it('an owner tells it of its Pod, last of all', async () => {
  const owner = { apiVersion: 'batch/v1', kind: 'Job', name: 'p-owner', uid: 'o', controller: true };
  const owned = looping(8);
  const { dashboard } = await shown({ ...owned, metadata: { ...owned.metadata, ownerReferences: [owner] } });
  dashboard.press('1', 'g', 'j');
  expect(verdictFor(dashboard.state)?.about).toBe('Job p-owner');
  expect(verdictFor(dashboard.state)?.clauses).toContainEqual(
    expect.stringMatching(/last said: about to fail$/),
  );
});

it('the end of the run that ran again is another than that of the one before it', async () => {
  const versions = [looping(1), runningAgain(2), looping(2), runningAgain(3)].map(async (each) => {
    const [feed] = (await shown(each)).feeds;
    return feed?.version;
  });
  expect(new Set(await Promise.all(versions)).size).toBe(4);
});

it('that the log may not be read is told, and who may not: it is not as if nothing had been said', async () => {
  const why = 'may not get pods/log: user jane';
  const clause = `; what it said last is not known: ${why}`;
  const ended = pod({ restartCount: 0, state: { terminated: { exitCode: 3, reason: 'Error' } } }, 'Failed');
  for (const each of [looping(8), ended, initialisingAgain(3), initialisingFor(60)])
    expect((await shown(each, '', why)).text?.endsWith(clause)).toBe(true);
  expect((await shown(runningAgain(2), '', why)).text).toContain(`(exit 3)${clause}; `);
});

it('nothing is told where the log has nothing', async () => {
  expect((await shown(looping(8), '')).text).toBe(
    'main: exit 3, 9 times, waiting to restart (CrashLoopBackOff)',
  );
});

it('no log is read where a message is there, where nothing ended, or what never ran', async () => {
  const none = [
    looping(8, 'its own words'),
    pod({ state: { running: {} }, ready: true }),
    pod({ state: { waiting: { reason: 'ImagePullBackOff' } } }),
    pod({ state: { terminated: { exitCode: 0, reason: 'Completed' } } }, 'Succeeded'),
    pod({ state: { terminated: { exitCode: 128, reason: 'StartError' } } }),
  ];
  for (const each of none) expect((await shown(each)).feeds).toEqual([]);
});

it('each end is read once: what is known stands until the next is read', async () => {
  const { dashboard, feeds } = await shown(looping(8));
  expect(feeds).toEqual(lastWordsFeeds(dashboard.state));
  dashboard.deliver('pods', { type: 'upsert', object: looping(9) });
  expect(lastWordsFeeds(dashboard.state)).not.toEqual(feeds);
  expect(verdictFor(dashboard.state)?.text).toContain(
    '10 times, waiting to restart (CrashLoopBackOff); last said: about',
  );
});
