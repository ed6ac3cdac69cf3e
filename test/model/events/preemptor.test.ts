import { expect, it } from 'vitest';
import { preemptorUid, withPreemptor } from '../../../src/model/events/preemptor.ts';
import type { ToldEvent } from '../../../src/model/events/told-event.ts';
import { podVerdict } from '../../../src/model/health/pod-verdict.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';

const UID = '0d9c1f4e-2f0a-4f43-9a3e-1f0f6c1b7a55';
const event = (message: string, reason = 'Preempted'): ToldEvent => ({
  ...{ key: message, kind: 'Pod', name: 'victim', reason, message, warning: false },
  ...{ times: 1, first: 0, last: 0, from: 'default-scheduler' },
});
const PREEMPTED = event(`Preempted by pod ${UID} on node node-1`);

const victim: Pod = {
  metadata: { name: 'victim', uid: 'v', deletionTimestamp: '1970-01-01T00:00:30Z' },
  status: {
    conditions: [
      {
        ...{ type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler' },
        message: 'default-scheduler: preempting to accommodate a higher priority pod',
      },
    ],
  },
};
const clauses = (events: readonly ToldEvent[]) => podVerdict(victim, 5000, { events }).clauses;

it('is told of by uid, as the scheduler does, where its name is not known', () => {
  expect(preemptorUid([event('Started', 'Started'), PREEMPTED])).toBe(UID);
  expect(clauses([PREEMPTED])?.join()).not.toContain('makes room');
});

it('is told of by name in the event and in the verdict of the Pod that makes room', () => {
  const events = withPreemptor([PREEMPTED], UID, 'prod/bully$&');
  expect(events.map(({ message }) => message)).toEqual(['Preempted by pod prod/bully$& on node node-1']);
  expect(clauses(events)?.slice(0, 2)).toEqual([
    'PreemptionByScheduler: default-scheduler: preempting to accommodate a higher priority pod',
    'it makes room for prod/bully$&',
  ]);
});

it('is nobody in what others tell, and nothing but a uid', () => {
  expect(preemptorUid([event(`Preempted by pod ${UID} on node node-1`, 'Other')])).toBeUndefined();
  expect(preemptorUid([event('Preempted by shop/bully on node node-1')])).toBeUndefined();
  expect(preemptorUid([event('Preempted by pod x on node node-1')])).toBeUndefined();
});
