/**
 * Makes the pictures of the README from real runs: `npm run screenshots` on any cluster (KUBECONFIG)
 * that can run the images of test/cluster/manifests.
 */
import { TestNamespace } from '../test/support/cluster.ts';
import { savePng } from '../test/support/screenshot.ts';
import { launch } from '../test/support/terminal-driver.ts';

const SIZES = [
  [80, 24],
  [120, 40],
  [156, 40],
  [200, 50],
] as const;

const namespace = await TestNamespace.create('screenshots');
try {
  for (const manifest of ['two-containers', 'nginx-deployment', 'anatomy', 'trouble']) await namespace.apply(manifest);
  await namespace.kubectl('rollout', 'status', 'deployment/nginx-deployment', '--timeout=120s');
  await namespace.kubectl('rollout', 'status', 'statefulset/anatomy', '--timeout=120s');
  await namespace.kubectl('wait', '--for=jsonpath={.status.containerStatuses[0].restartCount}=2', 'pod/crashing', '--timeout=120s');
  for (const [columns, rows] of SIZES) {
    const screen = launch(process.execPath, ['bin/podscope.js', '-n', namespace.name, 'two-containers'], { columns, rows });
    await screen.waitFor(/⇄/);
    await screen.waitFor('● live');
    await screen.waitFor(/v\d+\.\d+|pods/);
    savePng(screen, `screenshots/${columns}x${rows}.png`);
    screen.kill();
  }
} finally {
  await namespace.remove();
}
