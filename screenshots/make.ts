/**
 * Makes the pictures of the README from real runs: `npm run screenshots` on any cluster (KUBECONFIG)
 * that can run the images of test/cluster/manifests and has a metrics server, or can be given one. With names
 * (`-- usage timeline`) only those.
 */
import { TestNamespace } from '../test/support/cluster.ts';
import { metricsServer } from '../test/support/servers/metrics-server.ts';
import { savePng, toSvg } from '../test/support/programs/screenshot.ts';
import { launch } from '../test/support/programs/terminal-driver.ts';

const SIZES = [
  [80, 24],
  [120, 40],
  [156, 40],
  [200, 50],
] as const;

/** A picture of each tab that looks into a Pod, or tells how it fares: which Pod, the keys, and what shows that it is all there. */
const TABS = [
  ['processes', 'anatomy-0', ['P'], /nginx: worker/],
  ['network', 'web', ['W', 'z'], /busybox \(\d+\) on 127[^]*≁ canary[^]*to itself/],
  ['namespaces', 'anatomy-0', ['I'], /⌂ time +node .*\d{6}/],
  ['files', 'two-containers', ['4', 'enter'], /index\.html/],
  ['container', 'anatomy-0', ['3', 'j', 'j', 'enter'], /liveness/],
  ['usage', 'anatomy-0', ['U', 'j', 'j'], /A app .*[▁-█]{5}/],
  ['timeline', 'crashing', ['E'], /BackOff/],
  ['diagnosis', 'crashing', ['v'], /last said[^]*condition/],
  ['attached', 'anatomy-0', ['w'], /┊ +(?:Service|svc) anatomy/],
  ['explain', 'anatomy-0', [':', 'e', 'x', 'p', 'l', 'a', 'i', 'n', 'enter', 'z'], /process group/],
] as const;

/** Waits until nothing has been drawn for a while, and no change is marked (underlined): a picture is no half of a frame. */
async function settled(screen: ReturnType<typeof launch>): Promise<void> {
  for (let before = ''; before !== screen.raw || toSvg(screen).includes('text-decoration="underline"'); ) {
    before = screen.raw;
    await new Promise((resolve) => setTimeout(resolve, 700));
  }
}

const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);

await metricsServer();
const namespace = await TestNamespace.create('screenshots');
try {
  for (const manifest of ['two-containers', 'nginx-deployment', 'anatomy', 'network', 'trouble']) await namespace.apply(manifest);
  await namespace.kubectl('rollout', 'status', 'deployment/nginx-deployment', '--timeout=120s');
  await namespace.kubectl('rollout', 'status', 'statefulset/anatomy', '--timeout=120s');
  await namespace.kubectl('wait', '--for=jsonpath={.status.containerStatuses[0].restartCount}=2', 'pod/crashing', '--timeout=120s');
  for (const [columns, rows] of SIZES) {
    if (!isWanted(`${columns}x${rows}`)) continue;
    const screen = launch(process.execPath, ['bin/podscope.js', '-n', namespace.name, 'two-containers'], { columns, rows });
    await screen.waitFor(/ two-containers [─━]/);
    await screen.waitFor('⇄ shared-');
    await screen.waitFor('● live');
    await screen.waitFor(/v\d+\.\d+|pods/);
    await settled(screen);
    savePng(screen, `screenshots/${columns}x${rows}.png`);
    screen.kill();
  }
  await namespace.kubectl('wait', '--for=condition=Ready', 'pod/web', '--timeout=120s');
  for (const [name, pod, keys, shown] of TABS) {
    if (!isWanted(name)) continue;
    const screen = launch(process.execPath, ['bin/podscope.js', '-n', namespace.name, pod], { columns: 156, rows: 42 });
    await screen.waitFor(new RegExp(` ${pod} [─━]`));
    await screen.waitFor('● live');
    await screen.waitFor(/[AS] \S+ +\S +(run|wait|term|Crash|OOM|exit)/);
    for (const key of keys) screen.press(key);
    await screen.waitFor(shown, 180_000);
    await settled(screen);
    savePng(screen, `screenshots/${name}.png`);
    screen.kill();
  }
} finally {
  await namespace.remove();
}
