import type { KubeObject, Pod } from '../../../src/model/kinds/objects.ts';
import { podNamed } from '../../fixtures/index.ts';

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
      containerStatuses: at.map((index) => ({
        ...status,
        name: name253(`c${index}`),
        state: { running: { startedAt: '2026-01-01T00:00:00Z' } },
      })),
    },
  } as unknown as Pod;
}

function withMetadata(pod: Pod, more: object): Pod {
  return { ...pod, metadata: { ...pod.metadata, ...more } };
}

const labels = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`label-${index}`, `value-${index}`]));

/** A Pod of which all that is one text is as long as may be, and there are so many of what may be many. */
function wordy(times: number): Pod {
  const pod = podNamed('two-containers');
  const [container] = pod.spec?.containers ?? [];
  const [status] = pod.status?.containerStatuses ?? [];
  const text = 'said \u65e5 '.repeat(150 * times);
  const failing = { type: 'Ready', status: 'False', reason: 'ContainersNotReady', message: 'not ready' };
  const waiting = { waiting: { reason: 'CrashLoopBackOff', message: text } };
  return {
    ...pod,
    spec: {
      ...pod.spec,
      containers: [
        {
          ...container,
          command: ['sh', '-c', text],
          args: Array.from({ length: 5 * times }, (_, index) => `--option-${index}`),
          env: Array.from({ length: 5 * times }, (_, index) => ({
            name: `E${index}`,
            value: `${index} $(X)`,
          })),
          ports: Array.from({ length: times }, (_, index) => ({
            containerPort: 1 + index,
            name: `p-${index}`,
          })),
        },
      ],
    },
    status: {
      ...pod.status,
      message: text,
      conditions: Array.from({ length: times }, () => failing),
      containerStatuses: [
        {
          ...status,
          ready: false,
          state: waiting,
          lastState: { terminated: { exitCode: 1, message: text } },
        },
      ],
    },
  } as unknown as Pod;
}

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
  '1,000 containers and volumes': (times) => [
    withMetadata(crowd(times), { name: name253('pod'), labels: { app: 'huge' } }),
  ],
  'texts of 1 MiB, 5,000 variables': (times) => [wordy(times)],
  'chain of 50,000 owners': (times) => chain(50 * times),
  '50,000 Pods': (times) => fleet(50 * times),
};
