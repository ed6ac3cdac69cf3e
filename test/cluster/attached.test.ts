/** What hangs on a Pod, as who may see all of it and as who may see less. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { kubectl, TestNamespace } from '../support/cluster.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

let namespace: TestNamespace;
let terminal: DrivenTerminal | undefined;

beforeAll(async () => {
  namespace = await TestNamespace.create('attached');
  await namespace.apply('attached');
  await namespace.kubectl('rollout', 'status', 'deployment/web', '--timeout=120s');
  await namespace.kubectl('wait', '--for=jsonpath={.status.expectedPods}=1', 'pdb/web', '--timeout=60s');
});

afterEach(() => terminal?.kill());
afterAll(() => namespace.remove());

function open(...args: readonly string[]): DrivenTerminal {
  terminal = launch(process.execPath, ['bin/podscope.js', '-n', namespace.name, ...args], {
    columns: 156,
    rows: 42,
  });
  return terminal;
}

describe('what hangs on a Pod', () => {
  it('is told by one key, what is missing and what is optional apart', async () => {
    const screen = open();
    await screen.waitFor(/● Pod web-/);
    expect(screen.screen()).not.toContain('┊');
    screen.press('w');
    await screen.waitFor(/┊ {2}ServiceAccount default/);
    await screen.waitFor(/┊ {2}ConfigMap settings +volu/);
    await screen.waitFor(/┊ {2}Secret keys +env of main/);
    await screen.waitFor(/┊◌ Secret perhaps +not there/);
    await screen.waitFor(/┊✖ Secret registry +missing/);
    await screen.waitFor(/┊ {2}Service web +ClusterIP/);
    await screen.waitFor(/┊. HPA web /);
    await screen.waitFor(/┊◐ PDB web +1\/1 +0 may go/);
  });

  it('shows the YAML of what is chosen among it, of a Secret without its values', async () => {
    const screen = open();
    await screen.waitFor(/● Pod web-/);
    screen.press('w');
    await screen.waitFor(/┊ {2}Secret keys/);
    screen.press('j', 'j');
    await screen.waitFor(/▌.*ConfigMap settings/);
    screen.press('y');
    await screen.waitFor(/level: info/);
    screen.press('escape', 'j', 'j');
    await screen.waitFor(/▌.*Secret keys/);
    screen.press('y');
    await screen.waitFor(/token: hidden, \d+ characters/);
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
    const screen = open('--as', `system:serviceaccount:${name}:looker`);
    await screen.waitFor(/● Pod web-/);
    screen.press('w');
    await screen.waitFor(/┊ {2}ConfigMap settings/);
    await screen.waitFor(/┊◌ Secret keys +denied: get/);
    await screen.waitFor(/┊◌ Secret registry +denied: get/);
    await screen.waitFor(/┊◌ Service may not be listed +denied/);
    await screen.waitFor(/┊◌ PDB may not be listed +denied/);
  });
});
