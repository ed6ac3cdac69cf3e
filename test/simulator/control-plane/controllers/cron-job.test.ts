import { expect, it } from 'vitest';
import { ApiError } from '../../../../src/simulator/api/api-error.ts';
import { nextTime } from '../../../../src/simulator/time/cron-schedule.ts';
import { CONTROLLERS } from '../../../../src/simulator/control-plane/controllers/index.ts';
import type { Manifest } from '../../../../src/simulator/demo/scenario/manifest.ts';
import { ends, everythingRuns, Life } from './life.ts';

const cronJob = (spec: object): Manifest => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'tick' },
  spec: {
    jobTemplate: { spec: { template: { spec: { containers: [{ name: 'main', image: 'busybox' }] } } } },
    ...spec,
  },
});

function refused(write: () => unknown): string {
  try {
    write();
  } catch (error) {
    if (error instanceof ApiError && error.code === 422) return error.message;
    throw error;
  }
  return 'taken';
}

it.each([
  ['*/5 9-17 * * mon-fri', 'taken'],
  ['* * ? jan,DEC *', 'taken'],
  ['@daily', 'taken'],
  ['@every 1h30m', 'taken'],
  ['', 'Required value'],
  ['bogus', 'Invalid value: "bogus": expected exactly 5 fields, found 1: [bogus]'],
  ['0 0 * * * *', 'Invalid value: "0 0 * * * *": expected exactly 5 fields, found 6: [0 0 * * * *]'],
  ['61 * * * *', 'Invalid value: "61 * * * *": end of range (61) above maximum (59): 61'],
  ['* * 0 * *', 'Invalid value: "* * 0 * *": beginning of range (0) below minimum (1): 0'],
  ['5-1 * * * *', 'Invalid value: "5-1 * * * *": beginning of range (5) beyond end of range (1): 5-1'],
  ['*/0 * * * *', 'Invalid value: "*/0 * * * *": step of range should be a positive number: */0'],
  [
    'a * * * *',
    'Invalid value: "a * * * *": failed to parse int from a: strconv.Atoi: parsing "a": invalid syntax',
  ],
  ['@foo', 'Invalid value: "@foo": unrecognized descriptor: @foo'],
  [
    'TZ=UTC 0 0 * * *',
    'Invalid value: "TZ=UTC 0 0 * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
  ],
])('takes or refuses the schedule %j as a real server does', (schedule, told) => {
  const life = new Life();
  const message = refused(() => life.create(cronJob({ schedule })));
  expect(message).toBe(told === 'taken' ? told : `CronJob.batch "tick" is invalid: spec.schedule: ${told}`);
});

it('refuses a time zone that there is not, also in a patch', () => {
  const life = new Life();
  life.create(cronJob({ schedule: '0 9 * * *', timeZone: 'Europe/Berlin' }));
  const message = refused(() => life.patch('CronJob', 'tick', { spec: { timeZone: 'bogus/zone' } }));
  expect(message).toBe(
    'CronJob.batch "tick" is invalid: spec.timeZone: Invalid value: "bogus/zone": unknown time zone bogus/zone',
  );
});

it('knows when a schedule comes next, in its time zone', () => {
  const at = (schedule: string, zone = 'UTC'): string =>
    new Date(nextTime(schedule, zone, Date.parse('2026-01-01T08:30:15Z')) ?? 0).toISOString();
  expect(at('0 9 * * *')).toBe('2026-01-01T09:00:00.000Z');
  expect(at('0 9 * * *', 'Europe/Berlin')).toBe('2026-01-02T08:00:00.000Z');
  expect(at('@every 1h30m')).toBe('2026-01-01T10:00:15.000Z');
});

it('makes Jobs at intervals too', async () => {
  const life = new Life(everythingRuns, ...CONTROLLERS);
  life.create(cronJob({ schedule: '@every 20m' }));
  await life.clock.pass(21 * 60_000);
  expect(life.all('Job')).toHaveLength(1);
});

it('does not start a Job while the one before runs, where that is forbidden', async () => {
  const life = new Life(everythingRuns, ...CONTROLLERS);
  life.create(cronJob({ schedule: '* * * * *', concurrencyPolicy: 'Forbid' }));
  await life.clock.pass(200_000);
  expect(life.all('Job')).toHaveLength(1);
  expect(life.events('tick')).toContain(
    'JobAlreadyActive Not starting job because prior execution is running and concurrency policy is Forbid',
  );
});

it('tells of the Jobs that it saw end', async () => {
  const life = new Life(ends('Succeeded'), ...CONTROLLERS);
  life.create(cronJob({ schedule: '* * * * *' }));
  await life.clock.pass(70_000);
  const minute = Date.parse('2026-01-01T00:01:00Z') / 60_000;
  expect(life.events('tick')).toEqual([
    `SuccessfulCreate Created job tick-${minute}`,
    `SawCompletedJob Saw completed job: tick-${minute}, condition: Complete`,
  ]);
});
