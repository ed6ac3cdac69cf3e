import { expect, it } from 'vitest';
import { CONTROLLERS } from '../../../../src/simulator/control-plane/controllers/index.ts';
import { ends, everythingRuns, Life } from './life.ts';

const template = { spec: { containers: [{ name: 'main', image: 'busybox' }] } };

function job(life: Life, spec: object): void {
  const metadata = { name: 'work' };
  life.create({ apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { template, ...spec } });
}

const status = (life: Life) => life.get('Job', 'work')!['status'] as Record<string, unknown>;
const podNames = (life: Life): string[] => life.all('Pod').map(({ metadata }) => metadata.name);
const conditions = (life: Life): string[] =>
  ((status(life)['conditions'] ?? []) as { type: string; status: string; reason: string }[]).map(
    (one) => `${one.type}=${one.status} ${one.reason}`,
  );

it.each(['Background', 'Foreground'])(
  'takes the Pods with it when it is deleted while they run (%s)',
  async (propagationPolicy) => {
    const life = new Life(everythingRuns, ...CONTROLLERS);
    job(life, { parallelism: 2, completions: 2 });
    await life.clock.pass(2000);
    expect(podNames(life)).toHaveLength(2);
    life.delete('Job', 'work', { propagationPolicy });
    await life.clock.pass(2000);
    expect([life.all('Job'), podNames(life)]).toEqual([[], []]);
  },
);

it('does not keep Pods that are deleted when they have ended', async () => {
  const life = new Life(ends('Succeeded'), ...CONTROLLERS);
  job(life, {});
  await life.clock.pass(3000);
  const [pod] = life.all('Pod');
  expect(pod!.metadata).not.toHaveProperty('finalizers');
  expect(conditions(life)).toEqual([
    'SuccessCriteriaMet=True CompletionsReached',
    'Complete=True CompletionsReached',
  ]);
});

it('lets Pods work off a queue until one finds it empty', async () => {
  const life = new Life(ends('Succeeded'), ...CONTROLLERS);
  job(life, { parallelism: 3 });
  await life.clock.pass(1000);
  expect(podNames(life)).toHaveLength(3);
  expect(life.get('Job', 'work')!['spec']).not.toHaveProperty('completions');
  await life.clock.pass(3000);
  expect(podNames(life)).toHaveLength(3);
  expect(status(life)).toMatchObject({ succeeded: 3 });
  expect(conditions(life)).toContain('Complete=True CompletionsReached');
});

it('gives each part of an Indexed Job to a Pod that knows its number', async () => {
  const life = new Life(ends('Succeeded'), ...CONTROLLERS);
  job(life, { parallelism: 2, completions: 4, completionMode: 'Indexed' });
  await life.clock.pass(1000);
  expect(podNames(life).map((name) => name.slice(0, -6))).toEqual(['work-0', 'work-1']);
  expect(life.all('Pod')[1]).toMatchObject({
    metadata: {
      annotations: { 'batch.kubernetes.io/job-completion-index': '1' },
      labels: { 'batch.kubernetes.io/job-completion-index': '1', 'job-name': 'work' },
    },
    spec: { hostname: 'work-1', containers: [{ env: [{ name: 'JOB_COMPLETION_INDEX' }] }] },
  });
  await life.clock.pass(1500);
  expect(status(life)).toMatchObject({ completedIndexes: '0,1', succeeded: 2 });
  await life.clock.pass(5000);
  expect(status(life)).toMatchObject({ completedIndexes: '0-3', succeeded: 4 });
  expect(conditions(life)).toContain('Complete=True CompletionsReached');
});

it('stops its Pods when it is suspended, without counting them as failed, and goes on later', async () => {
  const life = new Life(everythingRuns, ...CONTROLLERS);
  job(life, { parallelism: 2, completions: 2 });
  await life.clock.pass(2000);
  life.patch('Job', 'work', { spec: { suspend: true } });
  await life.clock.pass(1000);
  expect(podNames(life)).toEqual([]);
  expect(status(life)).not.toHaveProperty('failed');
  expect(conditions(life)).toEqual(['Suspended=True JobSuspended']);
  life.patch('Job', 'work', { spec: { suspend: false } });
  await life.clock.pass(2000);
  expect(podNames(life)).toHaveLength(2);
  expect(conditions(life)).toEqual(['Suspended=False JobResumed']);
  expect(status(life)['startTime']).toBe('2026-01-01T00:00:03Z');
  expect(life.events('work').filter((told) => !told.includes('pod'))).toEqual([
    'Suspended Job suspended',
    'Resumed Job resumed',
  ]);
});

it('ends what takes longer than it may', async () => {
  const life = new Life(everythingRuns, ...CONTROLLERS);
  job(life, { activeDeadlineSeconds: 10 });
  await life.clock.pass(11_000);
  expect(podNames(life)).toEqual([]);
  expect(status(life)).toMatchObject({ failed: 1, ready: 0, terminating: 0 });
  expect(conditions(life)).toEqual(['FailureTarget=True DeadlineExceeded', 'Failed=True DeadlineExceeded']);
  const told = life
    .events('work')
    .slice(1)
    .map((event) => event.replace(/work-\w+/, 'work-x'));
  expect(told).toEqual([
    'SuccessfulDelete Deleted pod: work-x',
    'DeadlineExceeded Job was active longer than specified deadline',
  ]);
});

it('runs fewer at once when it may', async () => {
  const life = new Life(everythingRuns, ...CONTROLLERS);
  job(life, { parallelism: 3, completions: 9 });
  await life.clock.pass(2000);
  life.patch('Job', 'work', { spec: { parallelism: 1 } });
  await life.clock.pass(2000);
  expect(podNames(life)).toHaveLength(1);
  expect(status(life)).toMatchObject({ active: 1, ready: 1 });
  expect(status(life)).not.toHaveProperty('failed');
});

it('goes some time after it ended, where it is asked to', async () => {
  const life = new Life(ends('Succeeded'), ...CONTROLLERS);
  job(life, { ttlSecondsAfterFinished: 30 });
  await life.clock.pass(20_000);
  expect(life.all('Job')).toHaveLength(1);
  await life.clock.pass(20_000);
  expect([life.all('Job'), podNames(life)]).toEqual([[], []]);
});
