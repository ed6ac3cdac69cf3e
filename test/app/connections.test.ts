import { BehaviorSubject, firstValueFrom } from 'rxjs';
import { expect, it } from 'vitest';
import type { Clusters, Connection } from '../../src/ports/connection.ts';
import { connections } from '../../src/app/connections.ts';
import { withLook } from '../../src/store/state.ts';
import { initialState } from '../../src/store/initial-state.ts';
import { FakeConnection } from '../support/dashboards/fake-connection.ts';

const context = { name: 'good', cluster: 'c', user: 'u', namespace: 'default' };
const start = { now: 0, size: { columns: 80, rows: 24 }, contexts: [], namespace: undefined };
const stateIn = (name: string) => initialState({ ...start, context: name });

it('has one connection at a time, closed when the context changes', () => {
  const log: string[] = [];
  const clusters: Clusters = {
    contexts: [context],
    current: context,
    tidy: () => undefined,
    connect: (name) => ({ ...new FakeConnection().port, close: () => void log.push(`close ${name}`) }),
  };
  const state$ = new BehaviorSubject(stateIn('a'));
  const subscription = connections(clusters, state$).subscribe(() => log.push('open'));
  state$.next(withLook(stateIn('a'), { now: 1 }));
  state$.next(stateIn('b'));
  subscription.unsubscribe();
  expect(log).toEqual(['open', 'close a', 'open', 'close b']);
});

it('tells of a context that cannot be opened in every pane rather than failing', async () => {
  const told = 'the context "broken" names the cluster "nope", which is not in the kubeconfig';
  const clusters: Clusters = {
    contexts: [context],
    current: context,
    tidy: () => undefined,
    connect: () => {
      throw Object.assign(new Error(told), { reason: 'Kubeconfig' });
    },
  };
  const connection: Connection = await firstValueFrom(
    connections(clusters, new BehaviorSubject(stateIn('broken'))),
  );
  const events = await firstValueFrom(connection.watch('pods', {}));
  expect(events).toEqual([{ type: 'failed', failure: { reason: 'Kubeconfig', message: told } }]);
  await expect(connection.version()).rejects.toThrow(told);
});
