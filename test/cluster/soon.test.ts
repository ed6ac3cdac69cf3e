/** How soon a cause is in the verdicts of a Pod and of its owner, counted from when the API server knows it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kubectl, TestNamespace } from '../support/cluster.ts';
import { PATIENCE, SOON } from '../support/patience.ts';
import { launch } from '../support/programs/terminal-driver.ts';
import { type Case, CASES, sh } from './soon-cases.ts';

const LIMIT = 2 * PATIENCE;

const BUSYBOX = { name: 'main', image: 'busybox', imagePullPolicy: 'IfNotPresent' };

function deployment({ name, container = {}, pod = {}, spec = {}, others = [] }: Case): object {
  const labels = { app: name };
  const containers = [container, ...others].map((one) => ({ ...BUSYBOX, ...one }));
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      ...spec,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { terminationGracePeriodSeconds: 0, containers, ...pod },
      },
    },
  };
}

let namespace: TestNamespace;
const apply = (object: object): Promise<string> =>
  kubectl(['-n', namespace.name, 'apply', '-f', '-'], JSON.stringify(object));

beforeAll(async () => {
  namespace = await TestNamespace.create('soon');
  const claim = {
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'no-such-class',
    resources: { requests: { storage: '1Gi' } },
  };
  await apply({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } },
        data: { 'database-url': 'x' },
      },
      { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'classless' }, spec: claim },
      {
        ...{ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'scratch' } },
        spec: { hard: { 'requests.ephemeral-storage': '1Mi' } },
      },
    ],
  });
});
afterAll(() => namespace.remove());

/** When the API server says it for the first time. */
async function known({ asks, knows }: Pick<Case, 'asks' | 'knows'>): Promise<number> {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    const said = await namespace.kubectl(...asks).catch(() => '');
    if (knows.test(said)) return Date.now();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the cluster does not say ${String(knows)}`);
}

describe('soon after the cluster knows it', () => {
  it.each(CASES)(
    'the cause of $name is in the verdict of its Pod and of its owner',
    async (found) => {
      const screen = launch(process.execPath, ['bin/podscope.js', '-n', namespace.name], {
        columns: 200,
        rows: 50,
      });
      const said = (wanted: RegExp): Promise<number> =>
        screen.waitFor(() => wanted.test(screen.screen().replace(/\s+/g, ' ')));
      try {
        await screen.waitFor(/● live/);
        await apply(deployment(found));
        if (found.beside) await apply(found.beside);
        await screen.waitFor(new RegExp(`Deployment ${found.name} `));
        if (found.then) {
          await namespace.kubectl('rollout', 'status', `deployment/${found.name}`, '--timeout=120s');
          await namespace.kubectl(...found.then);
        }
        screen.type(`:deploy/${found.name}\r`);
        const about = new RegExp(`Deployment ${found.name}: [^│┌]*(?:${found.owner.source})`);
        const [since, owner] = await Promise.all([known(found), said(about).then(() => Date.now())]);
        expect(owner - since).toBeLessThanOrEqual(SOON);
        if (!found.its) return;
        screen.press('2', 'j');
        await said(found.its);
        expect(Date.now() - since).toBeLessThanOrEqual(SOON);
      } catch (error) {
        throw new Error(`${(error as Error).message}\n${screen.screen()}`);
      } finally {
        screen.kill();
        await namespace.kubectl('delete', 'deployment', found.name, '--wait=false', '--ignore-not-found');
      }
    },
    LIMIT,
  );

  it.each<[string, object, readonly string[], RegExp, RegExp, RegExp | undefined]>([
    [
      'job/given-up',
      {
        ...{ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'given-up' } },
        spec: {
          backoffLimit: 0,
          template: {
            spec: {
              restartPolicy: 'Never',
              containers: [{ ...BUSYBOX, ...sh('echo no such table; exit 4') }],
            },
          },
        },
      },
      ['get', 'job', 'given-up', '-o', 'jsonpath={.status.conditions[*].reason}'],
      /BackoffLimitExceeded/,
      /Job given-up: BackoffLimitExceeded/,
      / Failed: main exited 4; last said: no such table/,
    ],
    [
      'cronjob/nightly',
      {
        ...{ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'nightly' } },
        spec: {
          ...{ suspend: true, schedule: '0 3 * * *' },
          jobTemplate: {
            spec: { template: { spec: { restartPolicy: 'Never', containers: [{ ...BUSYBOX }] } } },
          },
        },
      },
      ['get', 'cronjob', 'nightly', '-o', 'jsonpath={.spec.suspend}'],
      /true/,
      /CronJob nightly: suspended/,
      undefined,
    ],
    [
      'pod/held',
      {
        ...{ apiVersion: 'v1', kind: 'Pod' },
        metadata: { name: 'held', finalizers: ['podscope.example/hold'] },
        spec: {
          terminationGracePeriodSeconds: 0,
          nodeSelector: { 'no-such': 'node' },
          containers: [BUSYBOX],
        },
      },
      ['get', 'pod', 'held', '-o', 'jsonpath={.metadata.deletionTimestamp}'],
      /Z/,
      /held by finalizer podscope\.example\/hold/,
      undefined,
    ],
  ])(
    'the cause of %s is in its verdict',
    async (target, object, asks, knows, wanted, its) => {
      const screen = launch(process.execPath, ['bin/podscope.js', '-n', namespace.name], {
        columns: 200,
        rows: 50,
      });
      const said = (text: RegExp): Promise<number> =>
        screen.waitFor(() => text.test(screen.screen().replace(/\s+/g, ' ')));
      const name = target.slice(target.indexOf('/') + 1);
      try {
        await screen.waitFor(/● live/);
        await apply(object);
        await screen.waitFor(new RegExp(` ${name} `));
        screen.type(`:${target}\r`);
        if (target.startsWith('pod/')) await namespace.kubectl('delete', target, '--wait=false');
        const [since, seen] = await Promise.all([
          known({ asks, knows }),
          said(wanted).then(() => Date.now()),
        ]);
        expect(seen - since).toBeLessThanOrEqual(SOON);
        if (!its) return;
        screen.press('2', 'j');
        await said(its);
        expect(Date.now() - since).toBeLessThanOrEqual(SOON);
      } catch (error) {
        throw new Error(`${(error as Error).message}\n${screen.screen()}`);
      } finally {
        screen.kill();
        const none = '{"metadata":{"finalizers":null}}';
        if (target.startsWith('pod/')) await namespace.kubectl('patch', target, '-p', none, '--type=merge');
        await namespace.kubectl('delete', target, '--wait=false', '--ignore-not-found');
      }
    },
    LIMIT,
  );
});
