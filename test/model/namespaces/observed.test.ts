import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readNamespaces } from '../../../src/model/namespaces/observed.ts';
import { readWalk } from '../../../src/model/processes/read-walk.ts';

/** Walks of real containers, by Pod and container. */
const REAL = JSON.parse(readFileSync('test/fixtures/namespaces.json', 'utf8')) as Record<
  'anatomy-0' | 'unshared' | 'hosted',
  { walks: Record<string, string> }
>;
const walk = (pod: keyof typeof REAL, container: string) => readWalk(REAL[pod].walks[container] ?? '')!;

describe('the namespaces that a walk reads', () => {
  it('are those of each process and of the shell that walked', () => {
    const { processes, namespaces } = walk('unshared', 'child-own');
    const kinds = ['cgroup', 'ipc', 'mnt', 'net', 'pid', 'time', 'user', 'uts'];
    expect(Object.keys(namespaces).sort()).toEqual(kinds);
    const [first, own, other] = processes;
    expect(first?.namespaces).toEqual(namespaces);
    expect(other?.namespaces).toEqual(namespaces);
    const differ = kinds.filter((kind) => own?.namespaces[kind as 'net'] !== namespaces[kind as 'net']);
    expect(differ).toEqual(['net', 'uts']);
  });

  it('are absent where they may not be read: of processes that others began', () => {
    const { processes } = walk('anatomy-0', 'app');
    expect(processes.find(({ comm }) => comm === 'pause')?.namespaces).toEqual({});
    expect(processes.find(({ comm }) => comm === 'nginx')?.namespaces).toHaveProperty('net');
    expect(processes.find(({ uid }) => uid === 33)?.namespaces).toEqual({});
  });

  it("are told with whom the container's users are outside", () => {
    expect(walk('unshared', 'nobody').users).toEqual([{ inside: 0, outside: 0, count: 4294967295 }]);
  });

  it('come from whole lines alone', () => {
    expect(readNamespaces('7/ns:\n4026531836 pid\n4026531840 pid\nself/ns:\n1 net\n8/ns:\nx net\n')).toEqual(
      new Map([
        [7, { pid: 4026531836 }],
        [8, {}],
      ]),
    );
  });
});
