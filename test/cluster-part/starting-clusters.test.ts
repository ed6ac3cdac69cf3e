import { Subject } from 'rxjs';
import { expect, it } from 'vitest';
import { startingClusters } from '../../src/cluster/index.ts';
import type { Clusters } from '../../src/ports/connection.ts';
import { FakeConnection } from '../support/dashboards/fake-connection.ts';

const context = { name: 'demo', cluster: 'demo', user: 'somebody', namespace: 'shop' };

function starting() {
  const fake = new FakeConnection();
  const part$ = new Subject<number>();
  let arrive = (): void => undefined;
  const asked: string[] = [];
  const there: Clusters = {
    contexts: [context],
    current: context,
    tidy: () => undefined,
    connect: (name) => {
      asked.push(name);
      return fake.port;
    },
  };
  const coming = new Promise<Clusters>((resolve) => (arrive = () => resolve(there)));
  const clusters = startingClusters({
    kubeconfig: '/tmp/config',
    context,
    readonly: false,
    clusters: () => coming,
    part$,
  });
  return { fake, part$, arrive: () => arrive(), asked, clusters };
}

it('is known by its context before it is up', () => {
  const { clusters } = starting();
  expect([clusters.current, clusters.contexts]).toEqual([context, [context]]);
});

it('tells who watches how far it is, and connects once it is up', async () => {
  const { fake, part$, arrive, asked, clusters } = starting();
  const connection = clusters.connect('demo');
  const heard: unknown[] = [];
  connection.watch('pods', { namespace: 'shop' }).subscribe((events) => heard.push(...events));
  part$.next(0.404);
  const reason = 'the cluster starts, 40 %';
  expect(heard).toEqual([{ type: 'stale', failure: { reason, message: reason } }]);
  const version = connection.version();
  expect([asked, fake.log]).toEqual([[], []]);
  arrive();
  expect(await version).toBe('v1.34.4');
  expect([asked, fake.log]).toEqual([['demo'], ['open pods shop']]);
  part$.next(0.9);
  fake.tell('pods', { type: 'live' });
  expect(heard.slice(1)).toEqual([{ type: 'live' }]);
});
