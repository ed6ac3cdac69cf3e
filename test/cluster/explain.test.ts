/** `podscope explain` of a real Pod: what its script joins is what the Pod's processes really share. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Explanation } from '../../src/model/explain/explain-pod.ts';
import type { Pod } from '../../src/model/kinds/objects.ts';
import { TestNamespace } from '../support/cluster.ts';

let namespace: TestNamespace;

beforeAll(async () => {
  namespace = await TestNamespace.create('explain');
  for (const manifest of ['anatomy', 'trouble']) await namespace.apply(manifest);
  await namespace.kubectl('wait', '--for=create', 'pod/anatomy-0', '--timeout=120s');
  await namespace.kubectl('wait', '--for=condition=Ready', 'pod/anatomy-0', '--timeout=120s');
});
afterAll(() => namespace.remove());

function run(program: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, (error, out, err) =>
      error ? reject(new Error(err)) : resolve(out),
    );
    child.stdin?.end(input);
  });
}

const explain = (...args: readonly string[]): Promise<string> => explained('anatomy-0', ...args);

const explained = (...args: readonly string[]): Promise<string> =>
  run(process.execPath, ['bin/podscope.js', 'explain', '-n', namespace.name, ...args]);

/** What of each container's command joins pause: `network`, `ipc` … by container. */
async function joinsOf(tool: 'docker' | 'podman'): Promise<Map<string, string[]>> {
  const { script } = JSON.parse(
    await explain('-o', 'json', ...(tool === 'podman' ? ['--podman'] : [])),
  ) as Explanation;
  const blocks = script.join('\n').split('run=(').slice(1);
  return new Map(
    blocks.map((block) => [
      /--name=anatomy-0_?(\S*)/.exec(block)?.[1] ?? '',
      Array.from(block.matchAll(/--(\w+)=container:anatomy-0 /g), ([, kind = '']) => kind),
    ]),
  );
}

const KINDS = { network: 'net', ipc: 'ipc', uts: 'uts', pid: 'pid', mount: 'mnt' } as const;

/** The namespaces of each container's processes, and pause's under '', as /proc of the node has them. */
async function seenOnNode(): Promise<Map<string, Record<keyof typeof KINDS, string>>> {
  const pod = JSON.parse(await namespace.kubectl('get', 'pod', 'anatomy-0', '-o', 'json')) as Pod;
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  const names = new Map(
    [...initContainerStatuses, ...containerStatuses].map(({ name, containerID = '' }) => [
      containerID.split('//')[1] ?? '',
      name,
    ]),
  );
  const seen = new Map<string, Record<keyof typeof KINDS, string>>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const group = readFileSync(`/proc/${pid}/cgroup`, 'utf8');
      if (!group.includes(pod.metadata.uid)) continue;
      const name = names.get(/[0-9a-f]{64}/.exec(group)?.[0] ?? '') ?? '';
      const of = Object.entries(KINDS).map(([kind, file]) => [kind, readlinkSync(`/proc/${pid}/ns/${file}`)]);
      seen.set(name, Object.fromEntries(of) as Record<keyof typeof KINDS, string>);
    } catch (error) {
      // It ended meanwhile; anything else has to be known.
      if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  return seen;
}

describe('podscope explain', () => {
  it('prints a script that bash reads, for docker and for podman', async () => {
    for (const args of [[], ['--podman']]) {
      const script = await explain(...args);
      expect(script).toContain('volumes-from');
      await run('bash', ['-n'], script);
    }
  });

  it('prints one of Pods that are not well, too', async () => {
    const listed = await namespace.kubectl('get', 'pods', '-l', 'set=trouble', '-o', 'name');
    const names = listed.trim().split('\n');
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) await run('bash', ['-n'], await explained(name.replace('pod/', '')));
  });

  it('prints no secret, and lets none stand on a command line', async () => {
    const script = await explain();
    expect(script).not.toContain('not-a-real-token');
    expect(script).toMatch(/^ {2}--env=TOKEN +# env TOKEN from key token of Secret anatomy-keys$/m);
    expect(script).toContain('TOKEN="${value[1]}" \\\ndocker run');
  });

  it('mounts of a claim the directory of the node that it is bound to, as the node has it mounted', async () => {
    const pod = JSON.parse(await namespace.kubectl('get', 'pod', 'anatomy-0', '-o', 'json')) as Pod;
    const claim = pod.spec?.volumes?.find((volume) => 'persistentVolumeClaim' in volume);
    const { claimName } = (claim as unknown as { persistentVolumeClaim: { claimName: string } })
      .persistentVolumeClaim;
    const disk = await namespace.kubectl('get', 'pvc', claimName, '-o', 'jsonpath={.spec.volumeName}');
    const path = await namespace.kubectl('get', 'pv', disk, '-o', 'jsonpath={.spec.hostPath.path}');
    const script = await explain();
    expect(script).toContain(
      `persistentVolumeClaim ${claimName} → PersistentVolume ${disk}, hostPath ${path} of node`,
    );
    const user = pod.spec?.containers?.find(({ volumeMounts = [] }) =>
      volumeMounts.some(({ name }) => name === claim?.name),
    );
    const target = user?.volumeMounts?.find(({ name }) => name === claim?.name)?.mountPath ?? '';
    expect(script).toContain(`--volume=${path}:${target}`);
    const args = ['exec', 'anatomy-0', '-c', user?.name ?? '', '--', 'stat', '-c', '%i', target];
    expect((await namespace.kubectl(...args)).trim()).toBe(String(statSync(path).ino));
  });

  it('joins what the containers of the Pod really share, and nothing else', async (context) => {
    const seen = await seenOnNode();
    if (seen.size === 0) context.skip();
    const pause = seen.get('');
    const joins = await joinsOf('podman');
    expect([...seen.keys()].toSorted()).toEqual(['', 'app', 'log-shipper', 'shell-less', 'worker']);
    for (const [name, namespaces] of seen) {
      if (name === '') continue;
      const shared = Object.entries(namespaces).flatMap(([kind, inode]) =>
        inode === pause?.[kind as keyof typeof KINDS] ? [kind] : [],
      );
      expect(joins.get(name)?.toSorted(), name).toEqual(shared.toSorted());
    }
    // What docker cannot join is the hostname's.
    const docker = await joinsOf('docker');
    for (const [name, kinds] of joins)
      expect(docker.get(name)).toEqual(kinds.filter((kind) => kind !== 'uts'));
  });
});
