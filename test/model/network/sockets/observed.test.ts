import { describe, expect, it } from 'vitest';
import { ownersText, peerLine } from '../../../../src/model/network/network-lines.ts';
import { observedNetwork } from '../../../../src/model/network/sockets/observed.ts';
import type { Sockets } from '../../../../src/model/network/sockets/sockets.ts';
import { readWalk } from '../../../../src/model/processes/read-walk.ts';
import type { Walked, Walks } from '../../../../src/model/processes/walked.ts';
import { networkPod as pod, networkWalks } from '../../../fixtures/index.ts';

const walkOf = (container: string) => readWalk(networkWalks[container] ?? '')!;
const walked = (container: string): Walked => ({ type: 'walk', walk: walkOf(container), at: 0 });
const WALKS: Walks = new Map(['app', 'admin', 'client'].map((container) => [container, walked(container)]));
const failed: Walked = { type: 'failed', failure: { reason: 'NoShell', message: 'no shell' } };

const said = (walks: Walks, of = pod) =>
  observedNetwork(of, walks)?.listeners.map(
    ({ port, addresses, local, owners, candidates }) =>
      `${port} ${addresses.join()} ${local} ${ownersText(owners)} ${candidates.join()}`,
  );

describe('what listens in a Pod', () => {
  it('is told with who it is, over the walks of all its containers', () => {
    expect(
      said(WALKS)
        ?.map((text) => text.replace(/\(\d+\)/, '(n)'))
        .sort(),
    ).toEqual([
      '2019 * false admin: busybox (n) ',
      '80 * false app: nginx (n) ',
      '8081 127.0.0.1 true admin: busybox (n) ',
    ]);
  });

  it('has an owner that is not known where one could not be looked into: who it can be is said', () => {
    const some = new Map([['app', walked('app')], ['admin', failed], ['client', walked('client')]]); // prettier-ignore
    // The workers of nginx run as somebody else, and may not be looked into either.
    expect(said(some)?.find((text) => text.startsWith('2019'))).toBe('2019 * false  app,admin');
    expect(said(new Map([['app', failed]]))).toBeUndefined();
    // A process that may not be looked into: its namespaces may not be read either.
    const walk = walkOf('admin');
    const sockets: Sockets = { ...walk.sockets!, held: new Map() };
    const denied = { ...walk, sockets, processes: walk.processes.map((one) => ({ ...one, namespaces: {} })) };
    const other = new Map(WALKS).set('admin', { type: 'walk', walk: denied, at: 0 });
    expect(said(other)?.find((text) => text.startsWith('2019'))).toBe('2019 * false  app,admin');
  });

  it('is of the process that came first, where its children have it too', () => {
    const walk = walkOf('app');
    const pids = walk.processes.filter(({ comm }) => comm === 'nginx').map(({ pid }) => pid);
    const held = new Map([...walk.sockets!.held.keys()].map((inode) => [inode, pids.toReversed()] as const));
    const app: Walked = { type: 'walk', walk: { ...walk, sockets: { ...walk.sockets!, held } }, at: 0 };
    expect(pids.length).toBeGreaterThan(1);
    expect(said(new Map([['app', app]]))).toContain(`80 * false app: nginx (${Math.min(...pids)}) `);
  });

  it('is on the node’s network only what its own processes hold', () => {
    const onNode = { ...pod, spec: { ...pod.spec, hostNetwork: true } };
    expect(said(new Map([['app', walked('app')]]), onNode)?.map((text) => text.split(' ')[0])).toEqual([
      '80',
    ]);
  });

  it('is connected with others, counted by who they are; what it says to itself is counted once', () => {
    const lines = observedNetwork(pod, WALKS)?.peers.map((peer) =>
      peerLine(peer, peer.within ? undefined : 'Pod caller').replace(/\(\d+\)/g, '(n)'),
    );
    expect(lines?.map((text) => text.replace(/10\.\d+\.\d+\.\d+/, 'IP')).sort()).toEqual([
      '1 from Pod caller (IP) at 80/TCP',
      '1 to itself 80/TCP · client: bash (n)',
    ]);
  });
});
