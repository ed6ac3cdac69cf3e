/** What a Pod may do without, and what of it is missing: the script leaves out what Kubernetes leaves out, and says so. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { explainPod } from '../../../src/model/explain/explain-pod.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';

let place: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'podscope-optional-'));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

const podOf = (container: object, spec: object = {}): Pod => ({
  metadata: { name: 'web', namespace: 'shop', uid: 'u-1' },
  spec: { nodeName: 'node-1', containers: [{ name: 'app', image: 'nginx', ...container }], ...spec },
});

const scriptOf = (pod: Pod): readonly string[] => explainPod(pod, pod, 'docker').script;

/** What the cluster keeps, as `fill` brings it. */
function given(file: string, text: string): void {
  mkdirSync(dirname(join(place, 'web.given', file)), { recursive: true });
  writeFileSync(join(place, 'web.given', file), text);
}

/** Runs a script with a docker that only notes what it is called with, and a kubectl that is given. */
function run(pod: Pod, args: readonly string[] = [], kubectl = 'exit 0') {
  const bin = join(place, 'bin');
  mkdirSync(bin, { recursive: true });
  const docker = `printf '%s\\0' "$@" $'\\x01' >>calls; env -0 >>environment`;
  for (const [program, does] of [
    ['docker', docker],
    ['kubectl', kubectl],
  ] as const)
    writeFileSync(join(bin, program), `#!/bin/bash\n${does}\n`, { mode: 0o755 });
  writeFileSync(join(place, 'calls'), '');
  writeFileSync(join(place, 'script'), scriptOf(pod).join('\n'));
  const env = { PATH: `${bin}:${process.env.PATH ?? ''}` };
  const { stderr, status } = spawnSync('bash', ['script', ...args], { cwd: place, env, encoding: 'utf8' });
  const calls = readFileSync(join(place, 'calls'), 'utf8')
    .split('\x01\0')
    .map((call) => call.split('\0').slice(0, -1));
  const app = calls.filter(([verb]) => verb === 'run').at(-1) ?? [];
  return { app, stderr, status, calls, isAt: (file: string) => existsSync(join(place, file)) };
}

const optionalKey = (name: string, key: string, kind = 'configMapKeyRef') => ({
  valueFrom: { [kind]: { name, key, optional: true } },
});

it('leaves a variable unset whose key is missing and optional, as the kubelet does, and says so', () => {
  const pod = podOf({
    env: [
      { name: 'DATABASE_URI', ...optionalKey('settings', 'database.uri') },
      { name: 'MODE', value: 'plain' },
      { name: 'MODE', ...optionalKey('settings', 'mode') },
      { name: 'TOKEN', ...optionalKey('db', 'token', 'secretKeyRef') },
      { name: 'OF', value: '$(DATABASE_URI) $(MODE)' },
    ],
    args: ['$(DATABASE_URI)', '$(TOKEN)'],
  });
  given('configmap/settings/database.url', 'sql://db');
  const { app, stderr, status } = run(pod);
  expect(status).toBe(0);
  expect(app.filter((word) => word.startsWith('--env='))).toEqual([
    '--env=MODE=plain',
    '--env=OF=$(DATABASE_URI) plain',
  ]);
  expect(app.slice(-2)).toEqual(['$(DATABASE_URI)', '$(TOKEN)']);
  expect(stderr).toContain('configmap/settings/database.uri (optional: left out; the cluster may keep it');
  expect(stderr).toContain('secret/db/token (optional: left out');
  expect(scriptOf(pod).join('\n')).toContain(
    'env DATABASE_URI from key database.uri of ConfigMap settings, which is optional: without it unset',
  );
});

it('sets it where the key is there, whatever stands in it, and empty where it is empty', () => {
  const pod = podOf({
    env: [
      { name: 'A', ...optionalKey('settings', 'a') },
      { name: 'B', ...optionalKey('settings', 'b') },
      { name: 'T', ...optionalKey('db', 't', 'secretKeyRef') },
    ],
    args: ['$(A)'],
  });
  const hard = `two words\n* } " ' $(touch ran) \\`;
  given('configmap/settings/a', hard);
  given('configmap/settings/b', '');
  given('secret/db/t', hard);
  const { app, stderr } = run(pod);
  expect(app.filter((word) => word.startsWith('--env='))).toEqual([`--env=A=${hard}`, '--env=B=', '--env=T']);
  expect(readFileSync(join(place, 'environment'), 'utf8').split('\0')).toContain(`T=${hard}`);
  expect(app.at(-1)).toBe(hard);
  expect(stderr).toBe('');
  expect(existsSync(join(place, 'ran'))).toBe(false);
});

it('says of what is not optional that the cluster keeps it', () => {
  const { stderr } = run(
    podOf({ env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 's', key: 'a' } } }] }),
  );
  expect(stderr).toContain("configmap/s/a (the cluster keeps it; 'fill' as argument asks kubectl for it)");
});

it('takes all keys of envFrom behind their prefix, those that begin with a dot too, and none of what is optional', () => {
  const pod = podOf({
    envFrom: [
      { prefix: 'X_', configMapRef: { name: 'settings' } },
      { secretRef: { name: 'login' } },
      { prefix: 'Y_', configMapRef: { name: 'none', optional: true } },
      { prefix: 'Z_', secretRef: { name: 'none', optional: true } },
    ],
  });
  given('configmap/settings/.hidden', '1');
  given('configmap/settings/shown', '2');
  given('secret/login/.dockerconfigjson', '{}');
  const { app, stderr, status } = run(pod);
  expect(status).toBe(0);
  expect(app.filter((word) => word.startsWith('--env=')).toSorted()).toEqual([
    '--env=.dockerconfigjson={}',
    '--env=X_.hidden=1',
    '--env=X_shown=2',
  ]);
  expect(stderr.match(/optional: left out/g)).toHaveLength(2);
  expect(stderr).toContain('configmap/none (optional');
});

it('makes of optional volumes and items what there is, each with its own mode', () => {
  const pod = podOf(
    {
      volumeMounts: [
        { name: 'some', mountPath: '/s' },
        { name: 'none', mountPath: '/n' },
        { name: 'both', mountPath: '/b' },
      ],
    },
    {
      volumes: [
        {
          name: 'some',
          configMap: {
            name: 'settings',
            optional: true,
            items: [
              { key: 'a', path: 'a', mode: 0o400 },
              { key: 'gone', path: 'gone' },
            ],
          },
        },
        { name: 'none', secret: { secretName: 'none', optional: true } },
        {
          name: 'both',
          projected: {
            defaultMode: 0o440,
            sources: [
              { configMap: { name: 'settings' } },
              { secret: { name: 'none', optional: true, items: [{ key: 'k', path: 'k' }] } },
            ],
          },
        },
      ],
    },
  );
  given('configmap/settings/a', 'A');
  const { stderr, status, isAt } = run(pod);
  expect(status).toBe(0);
  expect(statSync(join(place, 'web.pod/some/a')).mode & 0o777).toBe(0o400);
  expect(statSync(join(place, 'web.pod/both/a')).mode & 0o777).toBe(0o440);
  expect([isAt('web.pod/some/gone'), isAt('web.pod/none'), isAt('web.pod/both/k')]).toEqual([
    false,
    true,
    false,
  ]);
  expect(stderr.match(/optional: left out/g)).toHaveLength(3);
  expect(scriptOf(pod)).toContain(
    '# some: configMap settings: a file for each key that is named; optional: without it none',
  );
});

it('fills what there is, fails where something is missing that is not optional, and builds nothing then', () => {
  const pod = podOf({
    env: [
      { name: 'A', ...optionalKey('maybe', 'a') },
      { name: 'B', valueFrom: { configMapKeyRef: { name: 'must', key: 'b' } } },
      { name: 'C', ...optionalKey('must', 'c') },
      { name: 'D', valueFrom: { secretKeyRef: { name: 'kept', key: 'd' } } },
    ],
  });
  /** As kubectl: one that is missing is an error, but for who says that it may be. */
  const kubectl = `
case "\${*: -1} $*" in
  maybe*--ignore-not-found*) exit 0 ;;
  kept*range*) echo d ;;
  kept*) printf secret ;;
  *) echo "Error from server (NotFound): \${*: -1}" >&2; exit 1 ;;
esac`;
  const { stderr, status, calls, isAt } = run(pod, ['fill'], kubectl);
  expect(status).toBe(1);
  expect(stderr).toContain('NotFound): must');
  expect(stderr).not.toContain('NotFound): maybe');
  expect(isAt('web.given/secret/kept/d')).toBe(true);
  expect(calls.flat()).toEqual([]);
});
