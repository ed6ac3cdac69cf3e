import { Subject } from 'rxjs';
import { expect, it } from 'vitest';
import { ClusterError } from '../../../src/cluster/errors/cluster-error.ts';
import { orByName } from '../../../src/cluster/objects/by-name.ts';
import type { WatchScope } from '../../../src/model/connection.ts';
import type { KubeObject } from '../../../src/model/kinds/objects.ts';
import type { WatchEvent } from '../../../src/model/kinds/watch-event.ts';
import { settle, VirtualTime } from '../../support/virtual-time.ts';

const pod = (uid: string): KubeObject => ({ metadata: { name: 'web', namespace: 'n', uid } });
const error = (code?: number): ClusterError =>
  new ClusterError({ ...(code !== undefined && { code }), reason: 'Told', message: `told ${code}` });
const DENIED: WatchEvent<KubeObject> = {
  type: 'failed',
  failure: { code: 403, reason: 'Forbidden', message: 'may not list' },
};

const ONE: WatchScope = { namespace: 'n', fieldSelector: 'metadata.name=web' };

/** What is heard where the list says this, and each asking for the one object has the next of these answers. */
function heard(answers: readonly (KubeObject | ClusterError)[], scope: WatchScope = ONE) {
  const list$ = new Subject<readonly WatchEvent<KubeObject>[]>();
  const timing = new VirtualTime();
  const told: string[] = [];
  let asked = 0;
  const get = (): Promise<KubeObject> => {
    const answer = answers[Math.min(asked++, answers.length - 1)] ?? error(404);
    return answer instanceof ClusterError ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const open = orByName(list$, scope, get, timing).subscribe((events) =>
    told.push(events.map(word).join(' ')),
  );
  return { list$, timing, told, open, asked: () => asked };
}

function word(event: WatchEvent<KubeObject>): string {
  if (event.type === 'upsert' || event.type === 'delete') return `${event.type} ${event.object.metadata.uid}`;
  return 'failure' in event ? `${event.type} ${event.failure.message}` : event.type;
}

it('leaves a list that is answered as it is, and asks for nothing besides', async () => {
  const { list$, told, asked } = heard([pod('a')]);
  list$.next([{ type: 'live' }, { type: 'upsert', object: pod('a') }, { type: 'synced', count: 1 }]);
  list$.next([{ type: 'failed', failure: { code: 401, reason: 'Unauthorized', message: 'who?' } }]);
  await settle();
  expect(told).toEqual(['live upsert a synced', 'failed who?']);
  expect(asked()).toBe(0);
});

it('asks for the object by its name where the list is denied, again and again, and says why', async () => {
  const { list$, told, timing, open, asked } = heard([pod('a'), pod('b'), error(404), error(), error(403)]);
  list$.next([DENIED]);
  await timing.pass(45_000);
  expect(told).toEqual([
    'upsert a synced polled may not list',
    'delete a upsert b synced polled may not list',
    'delete b synced polled may not list',
    'stale told undefined',
    'failed may not list',
  ]);
  open.unsubscribe();
  await timing.pass(60_000);
  expect(asked()).toBe(5);
});

it('asks no more once the list is allowed', async () => {
  const { list$, told, timing, asked } = heard([pod('a')]);
  list$.next([DENIED]);
  await timing.pass(5_000);
  list$.next([{ type: 'live' }, { type: 'upsert', object: pod('a') }, { type: 'synced', count: 1 }]);
  await timing.pass(60_000);
  expect(told).toEqual(['upsert a synced polled may not list', 'live upsert a synced']);
  expect(asked()).toBe(1);
});

it.each<WatchScope>([
  { namespace: 'n', fieldSelector: 'metadata.name=web,status.phase=Running' },
  { namespace: 'n', fieldSelector: 'metadata.name!=web' },
  { namespace: 'n', fieldSelector: 'spec.nodeName=web' },
  { namespace: 'n' },
  { fieldSelector: 'metadata.name=web' },
])('leaves a list of more than one name in a namespace denied: %j', async (scope) => {
  const { list$, told, asked } = heard([pod('a')], scope);
  list$.next([DENIED]);
  await settle();
  expect(told).toEqual(['failed may not list']);
  expect(asked()).toBe(0);
});
