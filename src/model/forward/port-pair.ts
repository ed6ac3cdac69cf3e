import type { Service } from '../network/objects.ts';
import type { Pod } from '../kinds/objects.ts';
import { portNumber } from '../network/declared-ports.ts';

/** A local port and what it leads to. */
export interface PortPair {
  /** 0: any that is free; undefined: the number of the Pod's port, or of the Service's. */
  readonly local: number | undefined;
  /** A number, or the name of a port. */
  readonly remote: string;
}

const PORT = /^\d{1,5}$/;
/** IANA's service names, as Kubernetes takes them (validation.IsValidPortName). */
const NAME = /^(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/;

/** `LOCAL:REMOTE`, `:REMOTE`, `PORT`, with numbers or names, as kubectl reads them; else what is wrong with it. */
export function portPair(text: string): PortPair | string {
  const [first = '', second, ...rest] = text.split(':');
  const remote = second ?? first;
  const wrong = `${text}: give PORT, LOCAL:REMOTE or :REMOTE`;
  if (rest.length > 0 || (!isPort(remote) && !NAME.test(remote))) return wrong;
  if (second === undefined) return { local: isPort(first) ? Number(first) : undefined, remote };
  if (first === '') return { local: 0, remote };
  return PORT.test(first) && Number(first) <= 65_535 ? { local: Number(first), remote } : wrong;
}

const isPort = (text: string): boolean => PORT.test(text) && Number(text) > 0 && Number(text) <= 65_535;

/** The Pod's port that is meant: a Service's leads to its targetPort. Undefined where there is none. */
export function remotePort(remote: string, pod: Pod, service?: Service): number | undefined {
  if (!service) return portNumber(pod, remote);
  const port = servicePort(remote, service);
  if (!port) return undefined;
  // A headless Service translates nothing: who asks its name reaches the Pods themselves.
  if (service.spec?.clusterIP === 'None' && !port.targetPort) return port.port;
  return portNumber(pod, port.targetPort || port.port, port.protocol);
}

/** The number by which a port is known where it is asked for: the Service's own, or the Pod's. */
export function askedPort(remote: string, pod: Pod, service?: Service): number | undefined {
  return service ? servicePort(remote, service)?.port : portNumber(pod, remote);
}

function servicePort(remote: string, { spec }: Service) {
  const ports = (spec?.ports ?? []).filter(({ protocol = 'TCP' }) => protocol === 'TCP');
  return ports.find(({ name, port }) => (PORT.test(remote) ? port === Number(remote) : name === remote));
}
