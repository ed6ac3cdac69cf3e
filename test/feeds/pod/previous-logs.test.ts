/** What ran before the last restart is another run once the container was started again. */
import { expect, it } from 'vitest';
import type { ContainerStatus } from '../../../src/model/pod/container-objects.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { podNamed } from '../../fixtures/index.ts';
import { lookingAt } from '../../support/dashboards/looking-at.ts';

const POD = podNamed('crashing');

/** That Pod as its list tells of it, its first container otherwise. */
const otherwise = (change: (status: ContainerStatus) => ContainerStatus): Pod => ({
  ...POD,
  status: {
    ...POD.status,
    containerStatuses: (POD.status?.containerStatuses ?? []).map((status, index) =>
      index === 0 ? change(status) : status,
    ),
  },
});

const terminated = { exitCode: 1, startedAt: '2031-01-01T00:00:00Z', finishedAt: '2031-01-01T00:00:07Z' };
/** It waits to be started again: by then the kubelet calls the run that has just ended the one before. */
const ended = otherwise((status) => ({ ...status, state: { waiting: {} }, lastState: { terminated } }));
const restarted = otherwise((status) => ({
  ...status,
  restartCount: (status.restartCount ?? 0) + 1,
  state: { running: { startedAt: '2031-01-01T00:00:20Z' } },
  lastState: { terminated },
}));

it('is read anew as soon as another run is the one before, and once', () => {
  const { told, asked, brought } = lookingAt(POD, 'p');
  expect(asked).toHaveLength(1);
  told(
    'upsert',
    otherwise((status) => ({ ...status, ready: !status.ready })),
  );
  expect(asked).toHaveLength(1);
  told('upsert', ended);
  expect(brought()).toEqual([2]);
  told('upsert', restarted);
  expect(brought()).toEqual([2]);
});

it('is no reason to read anew what runs now, which is followed', () => {
  const { told, asked } = lookingAt(POD, 'l');
  told('upsert', restarted);
  expect(asked).toHaveLength(1);
});

it('stays as it was read of a Pod that is deleted', () => {
  const { told, asked, brought } = lookingAt(POD, 'p');
  told('upsert', restarted);
  told('delete', restarted);
  expect([asked.length, brought()]).toEqual([2, [2]]);
});
