import type { Container, ContainerPort, Probe, VolumeMount } from '../../model/objects.ts';
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
  volumeName,
  word,
} from './declaration.ts';

const probe = message<Probe>({
  exec: message({ command: list(text) }),
  httpGet: message({ path: text, port: integerOrText, scheme: word }),
  tcpSocket: message({ port: integerOrText }),
  grpc: message({ port: integer, service: text }),
});

const container = message<Container>({
  name: needed(name),
  image: text,
  restartPolicy: word,
  targetContainerName: text,
  ports: list(
    message<ContainerPort>({ name: word, containerPort: needed(integer), hostPort: integer, protocol: word }),
  ),
  volumeMounts: list(
    message<VolumeMount>({
      name: needed(volumeName),
      mountPath: needed(text),
      readOnly: boolean,
      subPath: text,
      subPathExpr: text,
    }),
  ),
  volumeDevices: list(message({ name: needed(name), devicePath: needed(text) })),
  resources: message({ requests: map(quantity), limits: map(quantity) }),
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
});

export const containers = template(list(container));
