/** What is not well with a Deployment, and what of it is to be in the verdicts soon. */

export interface Case {
  readonly name: string;
  /** Of its first container, of its Pod, and of the Deployment. */
  readonly container?: object;
  readonly pod?: object;
  readonly spec?: object;
  /** Containers after the first. */
  readonly others?: readonly object[];
  /** What stands beside it. */
  readonly beside?: object;
  /** What is done to it once it is available. */
  readonly then?: readonly string[];
  /** What is asked of the server, and what it says once it knows. */
  readonly asks: readonly string[];
  readonly knows: RegExp;
  readonly owner: RegExp;
  /** Without it there is no Pod. */
  readonly its?: RegExp;
}

/** A command of a container. */
export const sh = (text: string) => ({ command: ['sh', '-c', text] });
const ofPod = (name: string, path: string): string[] => [
  ...['get', 'pod', '-l', `app=${name}`],
  ...['-o', `jsonpath={.items[*].status${path}}`],
];
const EVENTS = [
  'get',
  'events',
  '-o',
  'jsonpath={range .items[*]}{.involvedObject.name} {.reason} {.message}\n{end}',
];

/** One cause each. */
export const CASES: readonly Case[] = [
  {
    name: 'no-image',
    container: { image: 'localhost/nowhere:1' },
    asks: ofPod('no-image', '.containerStatuses[*].state.waiting.reason'),
    knows: /ErrImagePull|ImagePullBackOff/,
    owner: /ErrImagePull|ImagePullBackOff/,
    its: /pulling nowhere:1/,
  },
  {
    name: 'crashing',
    container: sh('echo about to fail; exit 3'),
    asks: ofPod('crashing', '.containerStatuses[*].lastState.terminated.exitCode'),
    knows: /3/,
    owner: /exit 3/,
    its: /exit 3.*last said: about to fail/,
  },
  {
    name: 'hungry',
    container: {
      ...sh('sleep 1; exec tail /dev/zero'),
      resources: { limits: { memory: '24Mi' } },
    },
    asks: ofPod('hungry', '.containerStatuses[*].lastState.terminated.reason'),
    knows: /OOMKilled/,
    owner: /OOMKilled/,
    its: /OOMKilled.*24Mi/,
  },
  {
    name: 'wrong-key',
    container: {
      ...sh('sleep 1000'),
      env: [{ name: 'URL', valueFrom: { configMapKeyRef: { name: 'settings', key: 'databse-url' } } }],
    },
    asks: ofPod('wrong-key', '.containerStatuses[*].state.waiting.message'),
    knows: /couldn't find key databse-url/,
    owner: /databse-url/,
    its: /ConfigMap settings has no databse-url, the nearest is database-url/,
  },
  {
    name: 'no-secret',
    container: { ...sh('sleep 1000'), volumeMounts: [{ name: 'creds', mountPath: '/creds' }] },
    pod: { volumes: [{ name: 'creds', secret: { secretName: 'creds' } }] },
    asks: EVENTS,
    knows: /no-secret-\S+ FailedMount .*secret "creds" not found/,
    owner: /Secret creds does not exist/,
    its: /Secret creds does not exist/,
  },
  {
    name: 'warming',
    container: {
      ...sh('sleep 1000'),
      readinessProbe: { exec: { command: ['sh', '-c', 'echo still warming up; exit 1'] }, periodSeconds: 1 },
    },
    asks: EVENTS,
    knows: /warming-\S+ Unhealthy .*still warming up/,
    owner: /still warming up/,
    its: /readiness probe .*still warming up/,
  },
  {
    name: 'init-failing',
    container: sh('sleep 1000'),
    pod: {
      initContainers: [{ name: 'check', image: 'busybox', imagePullPolicy: 'IfNotPresent', ...sh('exit 7') }],
    },
    asks: ofPod('init-failing', '.initContainerStatuses[*].lastState.terminated.exitCode'),
    knows: /7/,
    owner: /exit 7/,
    its: /check \(init\): exit 7/,
  },
  {
    name: 'nowhere',
    container: sh('sleep 1000'),
    pod: { nodeSelector: { 'no-such': 'node' } },
    asks: ofPod('nowhere', '.conditions[?(@.type=="PodScheduled")].message'),
    knows: /didn't match Pod's node/,
    owner: /didn't match Pod's node|Unschedulable/,
    its: /didn't match Pod's node affinity.*(it asks for nodes with|no node has) no-such=node/,
  },
  {
    name: 'too-large',
    container: { ...sh('sleep 1000'), resources: { requests: { cpu: '900' } } },
    asks: ofPod('too-large', '.conditions[?(@.type=="PodScheduled")].message'),
    knows: /Insufficient cpu/,
    owner: /Insufficient cpu|Unschedulable/,
    its: /Insufficient cpu/,
  },
  {
    name: 'classless',
    container: sh('sleep 1000'),
    pod: { volumes: [{ name: 'disk', persistentVolumeClaim: { claimName: 'classless' } }] },
    asks: ofPod('classless', '.conditions[?(@.type=="PodScheduled")].message'),
    knows: /unbound immediate PersistentVolumeClaims/,
    owner: /no-such-class/,
    its: /no-such-class/,
  },
  {
    name: 'killed',
    container: {
      ...sh('sleep 1000'),
      livenessProbe: { httpGet: { port: 9, path: '/alive' }, periodSeconds: 1, failureThreshold: 1 },
    },
    asks: ofPod('killed', '.containerStatuses[*].lastState.terminated.exitCode'),
    knows: /137/,
    owner: /liveness probe/,
    its: /ended by its liveness probe, httpGet :9\/alive/,
  },
  {
    name: 'rivals',
    container: sh('exec httpd -f -p 8080'),
    others: [{ name: 'second', ...sh('sleep 2; exec httpd -f -p 8080') }],
    asks: ofPod('rivals', '.containerStatuses[?(@.name=="second")].lastState.terminated.exitCode'),
    knows: /1/,
    owner: /Address already in use/,
    its: /second: exit 1.*last said: httpd: bind: Address already in use/,
  },
  {
    name: 'missed',
    container: sh('sleep 1000'),
    beside: {
      ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'near-miss' } },
      spec: { selector: { app: 'missed', tier: 'back' }, ports: [{ port: 80 }] },
    },
    asks: ofPod('missed', '.conditions[?(@.type=="Ready")].status'),
    knows: /True/,
    owner: /Service near-miss selects no Pod: it wants tier=back/,
    its: /Service near-miss selects no Pod: it wants tier=back, this one has no tier/,
  },
  {
    name: 'late',
    spec: { progressDeadlineSeconds: 3 },
    container: { image: 'localhost/nowhere:1' },
    asks: ['get', 'deployment', 'late', '-o', 'jsonpath={.status.conditions[*].reason}'],
    knows: /ProgressDeadlineExceeded/,
    owner: /ProgressDeadlineExceeded/,
    its: /pulling nowhere:1/,
  },
  {
    name: 'guarded',
    container: sh('sleep 1000'),
    beside: {
      ...{ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'one-stays' } },
      spec: { minAvailable: 1, selector: { matchLabels: { app: 'guarded' } } },
    },
    asks: ['get', 'pdb', 'one-stays', '-o', 'jsonpath={.status.currentHealthy} {.status.disruptionsAllowed}'],
    knows: /^1 0$/,
    owner: /PodDisruptionBudget one-stays blocks a drain: 1 healthy, and 1 have to stay/,
    its: /1 container, alone with its IP [^│┌]*PodDisruptionBudget one-stays blocks a drain: 1 healthy, and 1 have to stay/,
  },
  {
    name: 'rollout',
    container: sh('sleep 1000'),
    then: ['set', 'image', 'deployment/rollout', 'main=localhost/nowhere:1'],
    asks: ofPod('rollout', '.containerStatuses[*].state.waiting.reason'),
    knows: /ErrImagePull|ImagePullBackOff/,
    owner:
      /(?:ErrImagePull|ImagePullBackOff)[^│┌]*old ReplicaSet rollout-\w+ \(revision 1\) still serves with 1 Pod/,
  },
  {
    name: 'refused',
    container: { ...sh('sleep 1000'), resources: { requests: { 'ephemeral-storage': '1Gi' } } },
    asks: ['get', 'deployment', 'refused', '-o', 'jsonpath={.status.conditions[*].message}'],
    knows: /exceeded quota: scratch/,
    owner: /exceeded quota: scratch/,
  },
];
