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
  const meant = meantPort(remote, service);
  if (meant === undefined) return undefined;
  return portNumber(pod, meant, service && servicePort(remote, service)?.protocol);
}

/** The numbers of the ports that a forward leads to in a Pod, as far as it has them. */
export const portsIn = (pod: Pod, pairs: readonly PortPair[], service?: Service): readonly number[] =>
  pairs.flatMap(({ remote }) => remotePort(remote, pod, service) ?? []);

/** The same where no Pod is known: the name of a port, whose number a Pod will tell. */
export function meantPort(remote: string, service?: Service): number | string | undefined {
  if (!service) return PORT.test(remote) ? Number(remote) : remote;
  const port = servicePort(remote, service);
  // A headless Service without one translates nothing: who asks its name reaches the Pods themselves.
  return port && (port.targetPort || port.port);
}

/** The number by which a port is known where it is asked for: the Service's own, or the Pod's. Undefined where only a Pod tells. */
export function askedPort(remote: string, pod: Pod | undefined, service?: Service): number | undefined {
  if (service) return servicePort(remote, service)?.port;
  const meant = meantPort(remote);
  return typeof meant === 'number' ? meant : pod && portNumber(pod, remote);
}

/** A Service's port by its number or its name, of those that can be forwarded. */
export function servicePort(remote: string, service: Service) {
  const ports = forwardablePorts(service);
  return ports.find(({ name, port }) => (PORT.test(remote) ? port === Number(remote) : name === remote));
}

/** A Service's ports of TCP: nothing else goes through. */
export const forwardablePorts = ({ spec }: Service) =>
  (spec?.ports ?? []).filter(({ protocol = 'TCP' }) => protocol === 'TCP');
