/** What hangs on a Pod, as who may see all of it and as who may see less. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { kubectl, TestNamespace } from '../support/cluster.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

let namespace: TestNamespace;
let terminal: DrivenTerminal | undefined;

beforeAll(async () => {
  namespace = await TestNamespace.create('attached');
  await namespace.apply('attached');
  await namespace.kubectl('rollout', 'status', 'deployment/web', '--timeout=120s');
  await namespace.kubectl('rollout', 'status', 'statefulset/workers', '--timeout=120s');
  await namespace.kubectl('wait', '--for=jsonpath={.status.expectedPods}=1', 'pdb/web', '--timeout=120s');
});

afterEach(() => terminal?.kill());
afterAll(() => namespace.remove());

const SIZE = { columns: 156, rows: 42 } as const;

function open(size: { columns: number; rows: number }, ...args: readonly string[]): DrivenTerminal {
  terminal = launch(process.execPath, ['bin/podscope.js', '-n', namespace.name, ...args], size);
  return terminal;
}

describe('what hangs on a Pod', () => {
  it('is told by one key, what is missing and what is optional apart', async () => {
    const screen = open(SIZE);
    await screen.waitFor(/● Pod web-/);
    expect(screen.screen()).not.toContain('┊');
    screen.press('w');
    await screen.waitFor(/┊ {2}sa default/);
    await screen.waitFor(/┊ {2}cm settings +volu/);
    await screen.waitFor(/┊ {2}secret keys +env of main/);
    await screen.waitFor(/┊◌ secret perhaps +absent/);
    await screen.waitFor(/┊✖ secret registry +missing/);
    await screen.waitFor(/┊ {2}svc web +ClusterIP/);
    await screen.waitFor(/┊. hpa web /);
    await screen.waitFor(/┊◐ pdb web +1\/1 +0 may go/);
  });

  it('is told in words at 120×40 too, where no reasons stand', async () => {
    const screen = open({ columns: 120, rows: 40 });
    await screen.waitFor(/● po \S+-/);
    screen.press('w');
    await screen.waitFor(/┊✖ secret re\S+ *missing/);
    await screen.waitFor(/┊◌ secret perhaps +absent/);
    await screen.waitFor(/┊◐ pdb web +1\/1/);
    await screen.waitFor(/1 Ownership .*┊ hangs on it/);
  });

  it('shows the YAML of what is chosen among it, of a Secret without its values', async () => {
    const screen = open(SIZE);
    await screen.waitFor(/● Pod web-/);
    screen.press('w');
    await screen.waitFor(/┊ {2}secret keys/);
    screen.press('j', 'j');
    await screen.waitFor(/▌.*cm settings/);
    screen.press('y');
    await screen.waitFor(/level: info/);
    screen.press('escape', 'j', 'j');
    await screen.waitFor(/▌.*secret keys/);
    screen.press('y');
    await screen.waitFor(/token: hidden, \d+ characters/);
  });

  it('is told once by `podscope pod`, and a Service that a StatefulSet lacks', async () => {
    const podscope = async (name: string): Promise<string> => {
      const all = ['bin/podscope.js', '-n', namespace.name, 'pod', name];
      return (await promisify(execFile)(process.execPath, all)).stdout;
    };
    const [, name = ''] = (await namespace.kubectl('get', 'pods', '-l', 'app=web', '-o', 'name'))
      .trim()
      .split('/');
    const text = await podscope(name);
    expect(text).toMatch(/^· +ConfigMap +settings +there +volume s, env of main +–$/m);
    expect(text).toMatch(/^◌ +Secret +perhaps +absent +volume maybe +–$/m);
    expect(text).toMatch(/^✖ +Secret +registry +missing +image pulls +–$/m);
    expect(text).toMatch(/^◐ +PDB +web +1\/1 +– +0 may go$/m);
    expect(text).toContain('PodDisruptionBudget web blocks a drain: 1 healthy, and 1 have to stay');
    const lacking = await podscope('workers-0');
    expect(lacking).toMatch(/^✖ +Service +worker-peers +missing +names it in DNS/m);
    expect(lacking).toContain('Service worker-peers, which names it in DNS, is missing');
  });

  it('says denied, not missing, of what may not be asked for', async () => {
    const { name } = namespace;
    await kubectl(
      ['-n', name, 'apply', '-f', '-'],
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [
          { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'looker' } },
          {
            apiVersion: 'rbac.authorization.k8s.io/v1',
            kind: 'Role',
            metadata: { name: 'looker' },
            rules: [
              {
                apiGroups: ['', 'apps'],
                resources: ['pods', 'configmaps', 'deployments', 'replicasets'],
                verbs: ['get', 'list', 'watch'],
              },
            ],
          },
          {
            apiVersion: 'rbac.authorization.k8s.io/v1',
            kind: 'RoleBinding',
            metadata: { name: 'looker' },
            roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'looker' },
            subjects: [{ kind: 'ServiceAccount', name: 'looker', namespace: name }],
          },
        ],
      }),
    );
    const screen = open(SIZE, '--as', `system:serviceaccount:${name}:looker`);
    await screen.waitFor(/● Pod web-/);
    screen.press('w');
    await screen.waitFor(/┊ {2}cm settings/);
    await screen.waitFor(/┊◌ secret keys +denied +get/);
    await screen.waitFor(/┊◌ secret registry +denied +get/);
    await screen.waitFor(/┊◌ svc may no.*listed +denied/);
    await screen.waitFor(/┊◌ pdb may no.*e listed +denied/);
  });
});
