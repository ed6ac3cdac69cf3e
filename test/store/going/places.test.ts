import { describe, expect, it } from 'vitest';
import type { ListFeed } from '../../../src/model/feed.ts';
import { fedBy, listIn, standingOf } from '../../../src/store/selectors/lists.ts';
import { pods, podNamed, takenAt, workloads } from '../../fixtures/index.ts';
import { TestDashboard } from '../../support/dashboards/dashboard.ts';

function filled(): TestDashboard {
  const contexts = [
    { name: 'admin@test', namespace: 'default' },
    { name: 'other', namespace: 'shop' },
  ];
  const dashboard = new TestDashboard({ now: takenAt, contexts });
  dashboard.list('pods', pods);
  dashboard.list(
    'deployments',
    workloads.filter(({ kind }) => kind === 'Deployment'),
  );
  dashboard.list('namespaces', [{ metadata: { uid: 'ns', name: 'default', resourceVersion: '1' } }]);
  return dashboard;
}

const refused = { code: 403, reason: 'Forbidden', message: 'may not' };

describe('a list that is loaded anew', () => {
  it('keeps the rows until it is complete, and notices what went in between', () => {
    const dashboard = filled();
    dashboard.press('ctrl-r');
    dashboard.open('pods');
    expect(dashboard.state.cluster.tables.pods.size).toBe(pods.length);
    dashboard.deliver('pods', { type: 'live' }, { type: 'upsert', object: podNamed('crashing') });
    expect(dashboard.state.cluster.tables.pods.size).toBe(pods.length);
    dashboard.deliver('pods', { type: 'synced', count: 1 });
    expect(dashboard.state.cluster.tables.pods.size).toBe(1);
    dashboard.deliver('pods', { type: 'delete', object: podNamed('crashing') });
    expect(dashboard.state.cluster.tables.pods.size).toBe(0);
  });

  it('may be asked for again before it is complete', () => {
    const dashboard = filled();
    dashboard.open('pods');
    dashboard.deliver('pods', { type: 'upsert', object: podNamed('crashing') });
    dashboard.open('pods');
    dashboard.deliver('pods', { type: 'synced', count: 0 });
    expect(dashboard.state.cluster.tables.pods.size).toBe(0);
  });
});

describe('a list that was never complete', () => {
  it('keeps its rows too where it is loaded anew, and notices what went in between', () => {
    const dashboard = new TestDashboard({ now: takenAt });
    dashboard.open('pods');
    dashboard.deliver('pods', { type: 'upsert', object: podNamed('crashing') });
    dashboard.open('pods');
    expect(dashboard.state.cluster.tables.pods.size).toBe(1);
    dashboard.deliver('pods', { type: 'synced', count: 0 });
    expect(dashboard.state.cluster.tables.pods.size).toBe(0);
  });
});

describe('two lists of one kind', () => {
  const onNode: ListFeed<'pods'> = {
    type: 'list',
    kind: 'pods',
    scope: { fieldSelector: 'spec.nodeName=a' },
  };
  const crashing = podNamed('crashing');

  it('are apart: panes show the one of the place', () => {
    const dashboard = filled();
    dashboard.tell(
      onNode,
      { type: 'live' },
      { type: 'upsert', object: crashing },
      { type: 'synced', count: 1 },
    );
    expect(fedBy(dashboard.state, onNode).data?.size).toBe(1);
    expect(dashboard.state.cluster.tables.pods.size).toBe(pods.length);
    dashboard.tell(onNode, { type: 'stale', failure: { reason: 'ECONNRESET', message: 'reset' } });
    expect(standingOf(dashboard.state, 'pods').connection).toBe('live');
  });

  it('of which one is not of a namespace outlives the other where the namespace is switched', () => {
    const dashboard = filled();
    dashboard.tell(onNode, { type: 'upsert', object: crashing });
    dashboard.dispatch({ type: 'namespace', namespace: 'shop' });
    expect(fedBy(dashboard.state, onNode).data?.size).toBe(1);
    expect(dashboard.state.cluster.tables.pods.size).toBe(0);
  });
});

describe('the connection of a kind', () => {
  it('is told apart from whether there is data', () => {
    const dashboard = filled();
    const status = () => standingOf(dashboard.state, 'pods');
    expect(status()).toMatchObject({ complete: true, connection: 'live' });
    dashboard.deliver('pods', { type: 'stale', failure: { reason: 'ECONNRESET', message: 'reset' } });
    expect(status()).toMatchObject({
      complete: true,
      connection: 'stale',
      failure: { reason: 'ECONNRESET' },
    });
    const since = status().since;
    dashboard.dispatch({ type: 'tick', now: takenAt + 5000 });
    dashboard.deliver('pods', { type: 'stale', failure: { reason: 'ECONNREFUSED', message: 'refused' } });
    expect(status()).toMatchObject({ since, failure: { reason: 'ECONNREFUSED' } });
    dashboard.deliver('pods', { type: 'live' });
    expect(status()).toMatchObject({ complete: true, connection: 'live', since: takenAt + 5000 });
    expect(status().failure).toBeUndefined();
    dashboard.deliver('pods', {
      type: 'stale',
      failure: { reason: 'IdleTimeout', message: 'nothing came' },
      heard: takenAt - 65_000,
    });
    expect(status()).toMatchObject({ connection: 'stale', since: takenAt - 65_000 });
    dashboard.deliver('pods', { type: 'failed', failure: refused });
    expect(status()).toMatchObject({ complete: true, connection: 'failed' });
    dashboard.dispatch({ type: 'feed-closed', feed: listIn(dashboard.state.look, 'pods') });
    expect(status()).toMatchObject({ complete: false, connection: 'idle' });
    expect(dashboard.state.cluster.tables.pods.size).toBe(0);
  });
});

describe('another place', () => {
  it('shows nothing of the namespace before', () => {
    const dashboard = filled();
    dashboard.press('1', 'j', 'enter');
    dashboard.dispatch({ type: 'namespace', namespace: 'shop' });
    const { state } = dashboard;
    expect(state.cluster.tables.pods.size + state.cluster.tables.deployments.size).toBe(0);
    expect(state.cluster.tables.namespaces.size).toBe(1);
    expect(standingOf(state, 'pods')).toMatchObject({ complete: false, connection: 'idle' });
    expect([state.look.place.scope, state.look.place.selection, state.cluster.owners.size]).toEqual([
      undefined,
      {},
      0,
    ]);
    const text = dashboard.text();
    for (const { metadata } of [...pods, ...workloads]) expect(text).not.toContain(metadata.name);
  });

  it('shows nothing of the context before, its namespaces neither', () => {
    const dashboard = filled();
    dashboard.dispatch({ type: 'version', version: 'v1.34.4' });
    dashboard.dispatch({ type: 'context', name: 'other' });
    expect(dashboard.state.cluster.context).toBe('other');
    expect(dashboard.state.look.place).toMatchObject({ namespace: 'shop', selection: {} });
    expect(dashboard.state.cluster.serverVersion).toBeUndefined();
    expect(dashboard.state.cluster.tables.namespaces.size).toBe(0);
    const text = dashboard.text();
    for (const { metadata } of [...pods, ...workloads]) expect(text).not.toContain(metadata.name);
  });
});
