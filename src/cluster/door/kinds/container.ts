import type {
  Container,
  ContainerPort,
  LifecycleHook,
  Probe,
  RestartRule,
  VolumeMount,
} from '../../../model/kinds/objects.ts';
import {
  boolean,
  integer,
  integerOrText,
  list,
  map,
  message,
  name,
  needed,
  quantity,
  template,
  text,
  told,
  volumeName,
  within,
  word,
} from '../declaration.ts';

const HANDLERS = {
  exec: message<NonNullable<Probe['exec']>>({ command: list(text) }, { command: 1 }),
  httpGet: message<NonNullable<Probe['httpGet']>>(
    { path: text, port: integerOrText, scheme: word },
    { path: 1, port: told(2), scheme: 4 },
  ),
  tcpSocket: message<NonNullable<Probe['tcpSocket']>>({ port: integerOrText }, { port: told(1) }),
};

const hook = message<LifecycleHook>(
  { ...HANDLERS, sleep: message({ seconds: integer }, { seconds: told(1) }) },
  { exec: 1, httpGet: 2, tcpSocket: 3, sleep: 4 },
);

const probe = message<Probe>(
  {
    ...HANDLERS,
    grpc: message({ port: integer, service: text }, { port: told(1), service: told(2) }),
    initialDelaySeconds: integer,
    timeoutSeconds: integer,
    periodSeconds: integer,
    successThreshold: integer,
    failureThreshold: integer,
  },
  {
    ...within(1, { exec: 1, httpGet: 2, tcpSocket: 3, grpc: 4 }),
    initialDelaySeconds: 2,
    timeoutSeconds: 3,
    periodSeconds: 4,
    successThreshold: 5,
    failureThreshold: 6,
  },
);

const port = message<ContainerPort>(
  { name: word, containerPort: needed(integer), hostPort: integer, hostIP: word, protocol: word },
  { name: 1, containerPort: told(3), hostPort: 2, hostIP: 5, protocol: 4 },
);

const restartRule = message<RestartRule>(
  {
    action: needed(word),
    exitCodes: message<NonNullable<RestartRule['exitCodes']>>(
      { operator: needed(word), values: list(integer) },
      { operator: 1, values: 2 },
    ),
  },
  { action: 1, exitCodes: 2 },
);

const claimUse = message<{ name: string; request?: string }>(
  { name: needed(name), request: word },
  { name: told(1), request: 2 },
);

const volumeMount = message<VolumeMount>(
  {
    name: needed(volumeName),
    mountPath: needed(text),
    readOnly: boolean,
    subPath: text,
    subPathExpr: text,
    mountPropagation: word,
    recursiveReadOnly: word,
  },
  {
    name: 1,
    mountPath: told(3),
    readOnly: 2,
    subPath: 4,
    subPathExpr: 6,
    mountPropagation: told(5),
    recursiveReadOnly: told(7),
  },
);

const volumeDevice = message<NonNullable<Container['volumeDevices']>[number]>(
  { name: needed(name), devicePath: needed(text) },
  { name: 1, devicePath: told(2) },
);

const FIELDS = {
  name: needed(name),
  image: text,
  restartPolicy: word,
  restartPolicyRules: list(restartRule),
  targetContainerName: text,
  ports: list(port),
  volumeMounts: list(volumeMount),
  volumeDevices: list(volumeDevice),
  resources: message<NonNullable<Container['resources']>>(
    { requests: map(quantity), limits: map(quantity), claims: list(claimUse) },
    { requests: 2, limits: 1, claims: 3 },
  ),
  securityContext: message<NonNullable<Container['securityContext']>>(
    { privileged: boolean, capabilities: message({ add: list(word) }, { add: 1 }, { unlessEmpty: true }) },
    { privileged: told(2), capabilities: 1 },
    { unlessEmpty: true },
  ),
  lifecycle: message<NonNullable<Container['lifecycle']>>(
    { postStart: hook, preStop: hook, stopSignal: word },
    { postStart: 1, preStop: 2, stopSignal: 3 },
    { unlessEmpty: true },
  ),
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
};

const NUMBERS = {
  name: 1,
  image: 2,
  restartPolicy: told(24),
  restartPolicyRules: 25,
  securityContext: 15,
  ports: 6,
  volumeMounts: 9,
  volumeDevices: 21,
  resources: 8,
  lifecycle: 12,
  livenessProbe: 10,
  readinessProbe: 11,
  startupProbe: 22,
};

export const containers = template(list(message<Container>(FIELDS, NUMBERS)));

/** Debug containers: the same fields in JSON, but for protobuf most of them are of an inlined message. */
export const ephemeralContainers = template(
  list(message<Container>(FIELDS, { ...within(1, NUMBERS), targetContainerName: 2 })),
);
