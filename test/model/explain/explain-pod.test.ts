import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explainPod } from '../../../src/model/explain/explain-pod.ts';
import type { Tool } from '../../../src/model/explain/shell/saying.ts';
import type { Claim } from '../../../src/model/kinds/kinds.ts';
import type { KubeObject, Pod } from '../../../src/model/kinds/objects.ts';
import { podNamed, pods } from '../../fixtures/index.ts';
import { HARMFUL, HOSTILE } from '../../support/hostile/hostile.ts';
import { seeded } from '../../support/hostile/seeded.ts';

let place: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'podscope-explain-'));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

const lines = (pod: Pod, tool: Tool = 'docker'): readonly string[] => explainPod(pod, pod, tool).script;

it('names the commands that ask its cluster with what leads there: its namespace, and the flags that were given', () => {
  const pod = podNamed('anatomy-0');
  expect(lines(pod)).toContain('# podscope explain anatomy-0 -n default >THIS');
  const { script } = explainPod(pod, pod, 'podman', {}, { context: 'my dev', namespace: 'other' });
  expect(script).toContain("# podscope explain anatomy-0 --context 'my dev' -n default --podman >THIS");
  expect(run(script, 'fill')).toContainEqual(
    expect.arrayContaining(['kubectl', '--context', 'my dev', 'get', '--namespace=default']),
  );
});

/** Notes what it was called with, and does nothing; where it is asked for an address it gives one. */
const STUB = `#!/bin/bash
printf '%s\\0' "\${0##*/}" "$@" $'\\x01' >>"$PODSCOPE_CALLS"
[ "\${1-}" != run ] || env -0 >>"$PODSCOPE_CALLS.env"
[ "\${1-}" != inspect ] || echo 10.9.8.7
exit 0
`;

/** Runs a script where docker is a stub; the calls that it made. */
function run(script: readonly string[], ...args: readonly string[]): string[][] {
  const bin = join(place, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const program of ['docker', 'podman', 'kubectl', 'chgrp', 'sleep'])
    writeFileSync(join(bin, program), STUB, { mode: 0o755 });
  const calls = join(place, 'calls');
  writeFileSync(calls, '');
  writeFileSync(join(place, 'script'), script.join('\n'));
  execFileSync('bash', ['script', ...args], {
    cwd: place,
    env: { PATH: `${bin}:${process.env.PATH ?? ''}`, PODSCOPE_CALLS: calls },
    stdio: 'pipe',
  });
  return readFileSync(calls, 'utf8')
    .split('\x01\0')
    .slice(0, -1)
    .map((call) => call.split('\0').slice(0, -1));
}

const runsOf = (calls: readonly (readonly string[])[]) => calls.filter(([, verb]) => verb === 'run');

/** A Pod of one container, as a server could have it. */
function podOf(container: object, spec: object = {}): Pod {
  return {
    metadata: { name: 'web', namespace: 'shop', uid: 'u-1', labels: { app: 'web' } },
    spec: { nodeName: 'node-1', containers: [{ name: 'app', image: 'nginx', ...container }], ...spec },
    status: { podIP: '10.1.2.3' },
  } as Pod;
}

/** The arguments of `run` for the container `app` of such a Pod. */
function appArgs(container: object, spec: object = {}, tool: Tool = 'docker'): readonly string[] {
  const made = runsOf(run(lines(podOf(container, spec), tool)));
  return made.find((call) => call.includes('--name=web_app')) ?? [];
}

describe('a Pod rebuilt by hand', () => {
  it('is pause, and then each container in start order, joined to what pause holds', () => {
    const calls = run(lines(podNamed('anatomy')));
    const names = runsOf(calls).map((call) => call.find((word) => word.startsWith('--name=')));
    expect(names[0]).toBe('--name=anatomy-0');
    expect(names.slice(1)).toEqual(
      ['prepare', 'log-shipper', 'app', 'worker', 'shell-less', 'debugger'].map(
        (name) => `--name=anatomy-0_${name}`,
      ),
    );
    const [pause = [], init = [], ...others] = runsOf(calls);
    expect(pause).toContain('--hostname=anatomy-0');
    expect(pause).toContain('--ipc=shareable');
    // What is waited for runs in the foreground.
    expect(init).not.toContain('--detach');
    for (const call of [init, ...others]) {
      expect(call).toContain('--network=container:anatomy-0');
      expect(call).toContain('--ipc=container:anatomy-0');
      expect(call.join(' ')).toContain('--pid=container:anatomy-0');
    }
    for (const call of others) expect(call).toContain('--detach');
  });

  it.each<[string, object, string | undefined]>([
    ['a directory of the node', { hostPath: { path: '/mnt/a b', type: 'Directory' } }, '/mnt/a b'],
    ['a disk of the node', { local: { path: '/disks/1' } }, '/disks/1'],
    ['a block device of the node', { local: { path: '/dev/sdb' }, volumeMode: 'Block' }, undefined],
    ['what no machine has at hand', { nfs: { server: '10.0.0.9', path: '/exports' } }, undefined],
    ['what is not known', {}, undefined],
  ])('mounts of a claim that is bound to %s what that is, or what lasts as long', (_, backing, path) => {
    const spec = {
      volumes: [
        { name: 'data', persistentVolumeClaim: { claimName: 'kept', readOnly: true } },
        { name: 'scratch', ephemeral: { volumeClaimTemplate: {} } },
      ],
    };
    const mounts = [
      { name: 'data', mountPath: '/data' },
      { name: 'scratch', mountPath: '/scratch' },
    ];
    const pod = podOf({ volumeMounts: mounts }, spec);
    const claimOf = (name: string): Claim => ({
      metadata: { name, uid: name },
      spec: { volumeName: `pv-${name}` },
    });
    const object = (name: string) => ({ metadata: { name, uid: name }, spec: backing }) as KubeObject;
    const { script } = explainPod(pod, pod, 'docker', {
      claimOf,
      backingOf: (_kind, name) => ({ type: 'there', object: object(name) }),
    });
    const made = runsOf(run(script)).find((call) => call.includes('--name=web_app'));
    expect(made).toContain(`--volume=${path ?? `${place}/web.given/claim/kept`}:/data:ro`);
    expect(made).toContain(`--volume=${path ?? `${place}/web.pod/scratch`}:/scratch`);
    const text = script.join('\n');
    expect(text).toMatch(
      /# data: persistentVolumeClaim kept → PersistentVolume pv-kept.*it outlives the Pod/,
    );
    expect(text).toMatch(/# scratch: ephemeral, its claim web-scratch → .*it goes with the Pod/);
  });

  it('makes the directory that a claim is bound to where the kubelet does, and tells that it stays', () => {
    const at = join(place, 'disk');
    const pod = podOf(
      { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
      { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'kept' } }] },
    );
    const hostPath = { path: at, type: 'DirectoryOrCreate' };
    const object = { metadata: { name: 'pv', uid: 'pv' }, spec: { hostPath } } as KubeObject;
    const { script } = explainPod(pod, pod, 'docker', {
      claimOf: (name) => ({ metadata: { name, uid: name }, spec: { volumeName: 'pv' } }),
      backingOf: () => ({ type: 'there', object }),
    });
    run(script);
    run(script, 'clean');
    expect(existsSync(at)).toBe(true);
    expect(script.join('\n')).toMatch(new RegExp(`clean {2}removes all that it made, but for .* and ${at}`));
  });

  it('has the UTS namespace joined by podman, and told where docker cannot', () => {
    expect(appArgs({}, {}, 'podman')).toContain('--uts=container:web');
    expect(appArgs({}).filter((word) => /^--(uts|hostname)/.test(word))).toEqual([]);
    expect(lines(podOf({})).join('\n')).toContain('docker joins no other');
  });

  it('says each part of a container', () => {
    const args = appArgs(
      {
        command: ['sh', '-c'],
        args: ['echo $(WHO)', '$$(WHO)'],
        workingDir: '/srv',
        env: [
          { name: 'WHO', value: 'me' },
          { name: 'GREETING', value: 'hi $(WHO) $(NOBODY)' },
          { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
          { name: 'APP', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } },
          { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
          { name: 'MEM', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } } },
        ],
        resources: { requests: { cpu: '250m' }, limits: { cpu: '1500m', memory: '64Mi' } },
        securityContext: {
          runAsUser: 1000,
          capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
          readOnlyRootFilesystem: true,
          allowPrivilegeEscalation: false,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        livenessProbe: { exec: { command: ['cat', 'a b'] }, periodSeconds: 7 },
      },
      {
        restartPolicy: 'OnFailure',
        terminationGracePeriodSeconds: 5,
        securityContext: { runAsGroup: 3000, fsGroup: 2000, supplementalGroups: [4000] },
      },
    );
    const words = [
      ...['--env=WHO=me', '--env=GREETING=hi me $(NOBODY)', '--env=NODE=node-1', '--env=APP=web'],
      ...['--env=IP=10.9.8.7', '--env=MEM=64', '--cpus=1.5', '--memory=64m', '--memory-swap=64m'],
      ...['--cpu-shares=256', '--user=1000:3000', '--group-add=4000', '--group-add=2000', '--read-only'],
      ...['--cap-drop=ALL', '--cap-add=NET_BIND_SERVICE', '--security-opt=no-new-privileges'],
      ...["--health-cmd=cat 'a b'", '--health-interval=7s', '--restart=on-failure', '--stop-timeout=5'],
      ...['--workdir=/srv', '--entrypoint=sh'],
    ];
    for (const word of words) expect(args).toContain(word);
    expect(args).not.toContain('--security-opt=seccomp=unconfined');
    expect(args.slice(-4)).toEqual(['nginx', '-c', 'echo me', '$(WHO)']);
  });

  it('stands on the node where the Pod does', () => {
    const spec = { hostNetwork: true, hostPID: true, hostIPC: true };
    const args = appArgs({}, spec);
    for (const word of ['--network=host', '--pid=host', '--ipc=host', '--uts=host'])
      expect(args).toContain(word);
    const [pause = []] = runsOf(run(lines(podOf({}, spec))));
    expect(pause.filter((word) => word.startsWith('--hostname'))).toEqual([]);
  });

  it('publishes host ports at pause, and gives it the names and system settings of the Pod', () => {
    const [pause = [], app = []] = runsOf(
      run(
        lines(
          podOf(
            {
              ports: [
                { containerPort: 80 },
                { containerPort: 53, hostPort: 5353, hostIP: '::1', protocol: 'UDP' },
              ],
            },
            {
              hostname: 'h',
              hostAliases: [{ ip: '10.0.0.1', hostnames: ['a', 'b'] }],
              dnsConfig: {
                nameservers: ['1.1.1.1'],
                searches: ['x'],
                options: [{ name: 'ndots', value: '2' }],
              },
              securityContext: { sysctls: [{ name: 'net.core.somaxconn', value: '9' }] },
            },
          ),
        ),
      ),
    );
    const words = [
      '--publish=[::1]:5353:53/udp',
      '--hostname=h',
      '--add-host=a:10.0.0.1',
      '--add-host=b:10.0.0.1',
    ];
    for (const word of [
      ...words,
      '--dns=1.1.1.1',
      '--dns-search=x',
      '--dns-option=ndots:2',
      '--sysctl=net.core.somaxconn=9',
    ])
      expect(pause).toContain(word);
    expect(app.filter((word) => /^--(publish|hostname|add-host|dns)/.test(word))).toEqual([]);
  });

  it('waits for a sidecar by its startup probe, and lets an ephemeral container see its target', () => {
    const calls = run(
      lines(
        podOf(
          {},
          {
            initContainers: [
              {
                name: 'side',
                image: 'x',
                restartPolicy: 'Always',
                startupProbe: { exec: { command: ['test', '-f', '/a b'] } },
              },
            ],
            ephemeralContainers: [
              { name: 'look', image: 'y', targetContainerName: 'app', stdin: true, tty: true },
            ],
          },
        ),
      ),
    );
    const at = calls.findIndex(([, verb]) => verb === 'exec');
    expect(calls[at]).toEqual(['docker', 'exec', 'web_side', 'test', '-f', '/a b']);
    expect(calls[at - 1]).toContain('--name=web_side');
    expect(calls[at + 1]).toContain('--name=web_app');
    const look = calls.at(-1) ?? [];
    for (const word of [
      '--name=web_look',
      '--pid=container:web_app',
      '--interactive',
      '--tty',
      '--restart=no',
    ])
      expect(look).toContain(word);
  });
});

describe('its volumes', () => {
  const mounting = (...mounts: object[]) => ({ volumeMounts: mounts });

  it('are directories, memory, and what other containers have already', () => {
    const at = (name: string, mountPath: string, more: object = {}) => ({ name, mountPath, ...more });
    const pod = podOf(mounting(at('work', '/w'), at('fast', '/f'), at('host', '/h', { readOnly: true })), {
      initContainers: [{ name: 'prepare', image: 'x', ...mounting(at('work', '/w')) }],
      volumes: [
        { name: 'work', emptyDir: {} },
        { name: 'fast', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } },
        { name: 'host', hostPath: { path: '/var/log' } },
      ],
    });
    const calls = run(lines(pod));
    expect(calls.find(([, noun]) => noun === 'volume')).toEqual([
      ...['docker', 'volume', 'create', '--driver=local', '--opt=type=tmpfs', '--opt=device=tmpfs'],
      ...['--opt=o=mode=1777,size=16m', 'web_fast'],
    ]);
    const [, prepare = [], app = []] = runsOf(calls);
    expect(prepare).toContain(`--volume=${place}/web.pod/work:/w`);
    const mine = app.filter((word) => word.startsWith('--volume'));
    expect(mine).toEqual(['--volumes-from=web_prepare', '--volume=web_fast:/f', '--volume=/var/log:/h:ro']);
  });

  it('that it makes on the machine are named as those that stay', () => {
    const volumes = ['/made/here', '/there'].map((path, index) => ({
      name: `v${index}`,
      hostPath: { path, ...(index === 0 && { type: 'DirectoryOrCreate' }) },
    }));
    expect(lines(podOf({}, { volumes }))).toContain(
      '# bash THIS clean  removes all that it made, but for web.given and /made/here',
    );
  });

  it('of ConfigMaps and Secrets come from files, as do variables, and no secret is printed', () => {
    const pod = podOf(
      {
        ...mounting({ name: 'keys', mountPath: '/k' }, { name: 'one', mountPath: '/o', subPath: 'app.conf' }),
        env: [
          { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'db', key: 'token' } } },
          { name: 'URL', value: 'sql://$(TOKEN)@db' },
          { name: 'PATH', valueFrom: { secretKeyRef: { name: 'db', key: 'path' } } },
        ],
        envFrom: [
          { prefix: 'X_', configMapRef: { name: 'settings' } },
          { prefix: 'S_', secretRef: { name: 'db' } },
        ],
      },
      {
        volumes: [
          { name: 'keys', secret: { secretName: 'db', defaultMode: 0o400 } },
          { name: 'one', configMap: { name: 'settings', items: [{ key: 'conf', path: 'app.conf' }] } },
        ],
      },
    );
    mkdirSync(join(place, 'web.given/secret/db'), { recursive: true });
    mkdirSync(join(place, 'web.given/configmap/settings'), { recursive: true });
    writeFileSync(join(place, 'web.given/secret/db/token'), "line\n$(touch ran)'\n");
    writeFileSync(join(place, 'web.given/secret/db/path'), '/opt/secret');
    writeFileSync(join(place, 'web.given/secret/db/KEY'), 'one\ntwo');
    writeFileSync(join(place, 'web.given/configmap/settings/conf'), 'level = info');
    const script = lines(pod);
    const app = runsOf(run(script))[1] ?? [];
    // Of a Secret nothing stands on the command line, but what would steer docker itself, and that is said.
    const passed = readFileSync(join(place, 'calls.env'), 'utf8').split('\0');
    expect(app.filter((word) => /^--env=(TOKEN|URL|PATH|S_)/.test(word))).toEqual([
      '--env=S_KEY',
      '--env=S_path=/opt/secret',
      "--env=S_token=line\n$(touch ran)'\n",
      '--env=TOKEN',
      '--env=URL',
      '--env=PATH=/opt/secret',
    ]);
    expect(passed).toEqual(
      expect.arrayContaining([
        "TOKEN=line\n$(touch ran)'\n",
        "URL=sql://line\n$(touch ran)'\n@db",
        'S_KEY=one\ntwo',
      ]),
    );
    expect(passed).not.toContain('PATH=/opt/secret');
    expect(script.join('\n')).toMatch(/not said: env PATH: a secret on the command line/);
    expect(app).toContain('--env=X_conf=level = info');
    expect(app).toContain(`--volume=${place}/web.pod/one/app.conf:/o:ro`);
    expect(readFileSync(join(place, 'web.pod/one/app.conf'), 'utf8')).toBe('level = info');
    expect(readdirSync(place)).not.toContain('ran');
    run(script, 'clean');
    expect(readdirSync(place)).toContain('web.given');
    expect(readdirSync(place)).not.toContain('web.pod');
  });

  it('asks kubectl for what the cluster keeps when it is told to', () => {
    const pod = podOf({ envFrom: [{ secretRef: { name: 'db' } }] });
    const calls = run(lines(pod), 'fill');
    expect(new Set(calls.map(([program]) => program))).toEqual(new Set(['kubectl']));
    for (const call of calls) expect(call.slice(-3)).toEqual(['--', 'secret', 'db']);
  });

  it('say what cannot be said', () => {
    const text = lines(
      podOf(
        {
          ...mounting(
            { name: 'a', mountPath: '/x:y' },
            { name: 'a', mountPath: '/up', subPath: '../../etc' },
          ),
          volumeDevices: [{ name: 'disk', devicePath: '/dev/xvda' }],
        },
        {
          volumes: [
            { name: 'a', emptyDir: {} },
            { name: 'c', csi: { driver: 'd' } },
          ],
          hostUsers: false,
        },
      ),
    ).join('\n');
    for (const said of [
      'a path with a colon',
      'leads out of volume a',
      '/dev/xvda',
      'csi: nothing here',
      'hostUsers',
    ])
      expect(text).toContain(said);
  });
});

/** Copies of a Pod in which every third text is one that nobody should write. */
function hostileCopies(pod: Pod, texts: readonly string[], count: number): Pod[] {
  const random = seeded(7);
  const paths: (readonly (string | number)[])[] = [];
  const walk = (value: unknown, path: readonly (string | number)[]): void => {
    if (typeof value === 'string' || typeof value === 'number') paths.push(path);
    else if (typeof value === 'object' && value !== null)
      for (const [key, entry] of Object.entries(value)) walk(entry, [...path, key]);
  };
  walk({ metadata: pod.metadata, spec: pod.spec }, []);
  return Array.from({ length: count }, () => {
    const copy = structuredClone(pod);
    // Many at once: one at a time would be thousands of shells.
    for (const path of paths) if (random(3) === 0) set(copy, path, texts[random(texts.length)] ?? '');
    return copy;
  });
}

function set(object: object, path: readonly (string | number)[], value: string): void {
  let at = object as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  at[path.at(-1) ?? ''] = value;
}

it('runs nothing of what stands in a Pod, whatever that is, and gives each text as it is', () => {
  const attacks = [
    ...[
      '$(touch ran)',
      '`touch ran`',
      "'; touch ran; '",
      '"; touch ran; "',
      'x\ntouch ran\n',
      '-v/:/host',
      '--',
    ],
    ...[
      '${value[$(touch ran)]}',
      '\\',
      '#',
      ')\ntouch ran\n(',
      '[0]=$(touch ran)',
      '*',
      '~',
      '../../ran',
      '!!',
    ],
    ...HOSTILE,
  ];
  const pod = podNamed('anatomy');
  const whole = podOf(
    {
      command: ['a'],
      args: ['b', '$(A)'],
      env: [{ name: 'A', value: 'c' }],
      livenessProbe: { exec: { command: ['d'] } },
      volumeMounts: [{ name: 'v', mountPath: '/e', subPath: 'f' }],
      lifecycle: { postStart: { exec: { command: ['g'] } } },
    },
    { volumes: [{ name: 'v', emptyDir: {} }], hostname: 'h', hostAliases: [{ ip: 'i', hostnames: ['j'] }] },
  );
  const copies = [...hostileCopies(pod, attacks, 5), ...hostileCopies(whole, attacks, 15)];
  for (const [index, copy] of copies.entries()) {
    const tool = index % 2 === 0 ? 'docker' : 'podman';
    const script = lines(copy, tool);
    expect(script.filter((line) => HARMFUL.test(line))).toEqual([]);
    const calls = run(script);
    expect(readdirSync(place).filter((name) => /^ran\s*$/.test(name))).toEqual([]);
    for (const program of new Set(calls.map(([program]) => program)))
      expect([tool, 'chgrp', 'sleep']).toContain(program);
    const words = new Set(calls.flat());
    for (const { args = [] } of (copy.spec?.containers ?? []) as readonly { args?: readonly string[] }[])
      for (const text of args.filter((word) => !word.includes('$')))
        expect(words).toContain(Buffer.from(text.replaceAll('\0', '')).toString());
  }
}, 60_000);

it('reads well to bash for every Pod that a real server gave', () => {
  const all = pods.flatMap((pod) => [lines(pod), lines(pod, 'podman')]);
  writeFileSync(
    join(place, 'all'),
    all.map((script, index) => `f${index}() {\n${script.join('\n')}\n}`).join('\n'),
  );
  execFileSync('bash', ['-n', join(place, 'all')]);
  for (const line of all.flat()) expect(line).not.toMatch(/undefined|NaN|\[object/);
});
