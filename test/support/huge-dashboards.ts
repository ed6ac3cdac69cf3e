import type { KubeObject, Pod } from '../../src/model/objects.ts';
import { podNamed } from '../fixtures/index.ts';
import { screenOf, type TestDashboard } from './dashboard.ts';

type Size = TestDashboard['state']['look']['size'];

const name253 = (start: string): string => `${start}-`.padEnd(253, 'n');

/** A Pod of so many containers and volumes, all of them named as long as may be; each container mounts ten. */
function crowd(count: number): Pod {
  const pod = podNamed('two-containers');
  const [container] = pod.spec?.containers ?? [];
  const [status] = pod.status?.containerStatuses ?? [];
  const at = Array.from({ length: count }, (_, index) => index);
  const mounts = (index: number): object[] =>
    at.slice(0, 10).map((place) => ({
      name: name253(`v${(index + place * 97) % count}`),
      mountPath: `/${name253(`m${place}`)}`,
    }));
  return {
    ...pod,
    spec: {
      ...pod.spec,
      containers: at.map((index) => ({
        ...container,
        name: name253(`c${index}`),
        volumeMounts: mounts(index),
      })),
      volumes: at.map((index) => ({ name: name253(`v${index}`), configMap: { name: name253('map') } })),
    },
    status: {
      ...pod.status,
      containerStatuses: at.map((index) => ({ ...status, name: name253(`c${index}`) })),
    },
  } as unknown as Pod;
}

function withMetadata(pod: Pod, more: object): Pod {
  return { ...pod, metadata: { ...pod.metadata, ...more } };
}

const labels = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`label-${index}`, `value-${index}`]));

/** Custom owners, each owned by the one before, and the Pod at the end. */
function chain(length: number): readonly KubeObject[] {
  const owner = (index: number): object => ({
    apiVersion: 'v1',
    kind: 'Pod',
    name: `link-${index}`,
    uid: `link-${index}`,
    controller: true,
  });
  return Array.from({ length }, (_, index) => ({
    metadata: {
      name: `link-${index}`,
      uid: `link-${index}`,
      namespace: 'default',
      resourceVersion: '1',
      ...(index > 0 && { ownerReferences: [owner(index - 1)] }),
    },
  })) as unknown as KubeObject[];
}

/** Pods of many owners, as many again without one, on so many nodes as a large cluster has. */
function fleet(count: number): readonly KubeObject[] {
  const pod = podNamed('two-containers');
  const owner = (index: number): object => ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    name: `app-${index}`,
    uid: `app-${index}`,
    controller: true,
  });
  return Array.from({ length: count }, (_, index) => ({
    ...pod,
    metadata: {
      ...pod.metadata,
      name: `pod-${(index * 7919) % count}`,
      uid: `pod-${index}`,
      creationTimestamp: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
      ...(index % 2 === 0 && { ownerReferences: [owner(index % 500)] }),
    },
    spec: { ...pod.spec, nodeName: `node-${index % 5000}` },
  })) as unknown as KubeObject[];
}

/** What hostile or careless users put into a cluster, by what is large of it, to so many times its usual size. */
export const HUGE: Readonly<Record<string, (times: number) => readonly KubeObject[]>> = {
  'annotation of 2 MiB': (times) => [
    withMetadata(podNamed('two-containers'), { annotations: { text: 'e '.repeat(1024 * times) } }),
  ],
  '10,000 labels': (times) => [withMetadata(podNamed('two-containers'), { labels: labels(10 * times) })],
  '1,000 containers and volumes': (times) => [withMetadata(crowd(times), { name: name253('pod') })],
  'chain of 50,000 owners': (times) => chain(50 * times),
  '50,000 Pods': (times) => fleet(50 * times),
};

/** By what is on show: the keys that bring it there, and those that are pressed on it. */
export const WALKS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  tree: [['1'], ['j', 'k', 'G', 'g', 'space', 'space', 'right', 'left', 'ctrl-f', 'ctrl-b']],
  pods: [['2'], ['j', 'k', 'A', 'A', 'R', 'O', 'N', 'N', 'right', 'left', 'ctrl-w', 'ctrl-w', '!', '!']],
  containers: [['3'], ['j', 'G', 'k', 'g', 'ctrl-f', 'right', 'left', 'ctrl-w', 'ctrl-w', 'z', 'j', 'z']],
  volumes: [['4'], ['j', 'G', 'k', 'g', 'ctrl-f', 'right', 'left', 'ctrl-w', 'ctrl-w', 'z', 'j', 'z']],
  yaml: [['y'], ['j', 'G', 'g', 'right', 'left', '/', 'e', 'enter', 'n', 'N', 'ctrl-f']],
  'filter, tree': [
    ['1', '/'],
    ['c', '0', 'backspace', 'enter', 'escape'],
  ],
  'filter, pods': [
    ['2', '/'],
    ['p', 'o', '0', 'backspace', 'backspace', 'enter', 'escape'],
  ],
  'filter, containers': [
    ['3', '/'],
    ['c', '1', 'backspace', 'enter', 'escape'],
  ],
  'filter, volumes': [
    ['4', '/'],
    ['m', '1', 'backspace', 'enter', 'escape'],
  ],
  help: [
    ['2', '?'],
    ['j', 'G', 'g'],
  ],
  picker: [
    ['2', 's'],
    ['j', 'down', 'end', 'home', 'c', '1'],
  ],
  palette: [
    ['2', ':'],
    ['n', 's', 'tab', 'space'],
  ],
};

/** A dashboard that shows them, the first of them selected. */
export function dashboardOf(objects: readonly KubeObject[], size: Size): TestDashboard {
  const dashboard = screenOf(size);
  dashboard.deliver('pods', ...objects.map((object) => ({ type: 'upsert', object }) as const));
  const { uid } = objects.at(-1)?.metadata ?? { uid: '' };
  dashboard.dispatch({ type: 'select', selection: { pod: uid } });
  return dashboard;
}

/** Presses the keys that bring it on show; the object whole is there as soon as it is asked for. */
export function begin(dashboard: TestDashboard, keys: readonly string[], object: KubeObject): void {
  dashboard.press(...keys);
  if (keys.includes('y')) dashboard.bring({ data: object });
  dashboard.frame();
}
