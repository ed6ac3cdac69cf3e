import { Subject } from 'rxjs';
import { expect, it } from 'vitest';
import { Serving } from '../../../src/cluster/forward/serving.ts';
import type { ForwardTold } from '../../../src/model/forward/forward.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { podNamed } from '../../fixtures/index.ts';

const ready = podNamed('anatomy-0');
const pending: Pod = { ...ready, status: { ...ready.status, phase: 'Pending' } };
const other: Pod = { ...ready, metadata: { ...ready.metadata, name: 'anatomy-1', uid: 'other' } };

/** What is told of Pods that come and go so. */
const toldOf = (...all: readonly (readonly Pod[])[]): readonly ForwardTold[] => toldTo({ any: true }, ...all);

function toldTo(
  meant: { readonly any: boolean; readonly labels?: string },
  ...all: readonly (readonly Pod[])[]
): readonly ForwardTold[] {
  const told: ForwardTold[] = [];
  const pods$ = new Subject<readonly Pod[]>();
  const serving = new Serving(
    meant,
    () => [80],
    (one) => told.push(one),
  );
  serving.follow(pods$, () => undefined);
  for (const pods of all) pods$.next(pods);
  serving.stop();
  return told;
}

it('says once that connections wait, and that the same Pod takes them again', () => {
  expect(toldOf([ready], [pending], [pending], [ready])).toEqual([
    { type: 'pod', name: 'anatomy-0' },
    { type: 'waiting', why: 'anatomy-0 is Pending' },
    { type: 'pod', name: 'anatomy-0' },
  ]);
});

it('says that the Pod is gone which it said to be ending, once', () => {
  const ending: Pod = {
    ...ready,
    metadata: { ...ready.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' },
  };
  expect(toldTo({ any: false }, [ready], [ending], [], [])).toEqual([
    { type: 'pod', name: 'anatomy-0' },
    { type: 'waiting', why: 'anatomy-0 is Terminating' },
    { type: 'waiting', why: 'Pod anatomy-0 is gone, and no other one has its name yet' },
  ]);
  expect(toldOf([ready], [ending], [], []).at(-1)).toEqual({ type: 'waiting', why: 'there is no Pod' });
  // Where others of its owner take over, no name is waited for.
  const labels = 'app=web';
  expect(toldTo({ any: false, labels }, [ready], [other], [])).toEqual([
    { type: 'pod', name: 'anatomy-0' },
    { type: 'pod', name: 'anatomy-1', from: 'anatomy-0', why: 'is gone, or no longer selected' },
    { type: 'waiting', why: 'there is no Pod with app=web' },
  ]);
});

it('waits from the first where no Pod serves', () => {
  expect(toldOf([], [], [ready])).toEqual([
    { type: 'waiting', why: 'there is no Pod' },
    { type: 'pod', name: 'anatomy-0' },
  ]);
});

it('says why it left a Pod, also after a while without any', () => {
  const moved = {
    type: 'pod',
    name: 'anatomy-1',
    from: 'anatomy-0',
    why: 'is gone, or no longer selected',
  };
  expect(toldOf([ready], [other])).toEqual([{ type: 'pod', name: 'anatomy-0' }, moved]);
  expect(toldOf([ready], [], [other])).toEqual([
    { type: 'pod', name: 'anatomy-0' },
    { type: 'waiting', why: 'there is no Pod' },
    moved,
  ]);
});

it('says once for each end of a container that nothing answers on its port', () => {
  const spec = { containers: [{ name: 'web', ports: [{ containerPort: 80 }] }] } as unknown as NonNullable<
    Pod['spec']
  >;
  const now = (reason: string): Pod => ({
    ...ready,
    spec,
    status: {
      ...ready.status,
      conditions: [],
      containerStatuses: (ready.status?.containerStatuses ?? [])
        .slice(0, 1)
        .map((status) => ({ ...status, name: 'web', ready: false, state: { waiting: { reason } } })),
    },
  });
  const [crashed, waits] = [now('Error'), now('CrashLoopBackOff')];
  const note = (state: string): ForwardTold => ({
    type: 'note',
    text: `in Pod anatomy-0 web does not run (${state}): nothing answers on 80`,
  });
  expect(toldOf([crashed], [waits], [ready], [waits])).toEqual([
    { type: 'pod', name: 'anatomy-0' },
    note('Error'),
    note('CrashLoopBackOff'),
  ]);
});
