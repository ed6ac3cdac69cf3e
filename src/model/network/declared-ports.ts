import type { Container, ContainerPort, Pod, Probe } from '../kinds/objects.ts';

/** A port as a container of a Pod declares it. */
export interface DeclaredPort {
  readonly container: string;
  readonly port: number;
  readonly protocol: string;
  readonly name: string | undefined;
  /** The port of the node that leads to it: `8080`, `10.0.0.1:8080`. */
  readonly hostPort: string | undefined;
}

/** The containers that run side by side, and so are one host to each other: applications and sidecars. */
function sideBySide({ spec }: Pod): readonly Container[] {
  const sidecars = (spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...(spec?.containers ?? []), ...sidecars];
}

/** All ports that a Pod's containers declare, those of init containers too, in the order of the spec. */
export function declaredPorts({ spec }: Pod): readonly DeclaredPort[] {
  return [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].flatMap(({ name, ports = [] }) =>
    ports.map((port) => declared(name, port)),
  );
}

function declared(
  container: string,
  { name, containerPort, hostPort, hostIP, protocol }: ContainerPort,
): DeclaredPort {
  const address = hostIP && hostIP !== '0.0.0.0' ? `${hostIP}:` : '';
  return {
    container,
    port: containerPort,
    protocol: protocol || 'TCP',
    name: name || undefined,
    hostPort: hostPort ? `${address}${hostPort}` : undefined,
  };
}

/** Which containers claim a port, by `80/TCP`, of those that run side by side: where two do, one cannot have it. */
export function portClaims(pod: Pod): ReadonlyMap<string, readonly string[]> {
  const claims = new Map<string, readonly string[]>();
  for (const { name, ports = [] } of sideBySide(pod)) {
    for (const { containerPort, protocol = 'TCP' } of ports) {
      const names = claims.get(portKey(containerPort, protocol)) ?? [];
      if (!names.includes(name)) claims.set(portKey(containerPort, protocol), [...names, name]);
    }
  }
  return claims;
}

export const portKey = (port: number, protocol: string): string => `${port}/${protocol}`;

/** The number that a Service's or a probe's port means for a Pod: a name is looked up among its ports (podutil.FindPort). */
export function portNumber(pod: Pod, port: number | string, protocol = 'TCP'): number | undefined {
  if (typeof port === 'number') return port;
  if (/^\d+$/.test(port)) return Number(port);
  const named = namedPorts.get(pod) ?? portsByName(pod);
  namedPorts.set(pod, named);
  return named.get(`${port}/${protocol}`);
}

/** Every port of every Service asks: a Pod may have as many containers as its namespace Services. */
const namedPorts = new WeakMap<Pod, ReadonlyMap<string, number>>();

function portsByName(pod: Pod): ReadonlyMap<string, number> {
  const ports = sideBySide(pod).flatMap((container) => container.ports ?? []);
  // The first of a name is the one that counts.
  return new Map(
    ports
      .toReversed()
      .flatMap(({ name, protocol, containerPort }) =>
        name ? [[`${name}/${protocol || 'TCP'}`, containerPort] as const] : [],
      ),
  );
}

/** A port that a probe of a container asks. */
export interface ProbedPort {
  readonly container: string;
  readonly probe: 'liveness' | 'readiness' | 'startup';
  readonly port: number;
}

/** The ports that probes ask: those are to be listened on. The name of a probe's port is one of its container's. */
export function probedPorts({ spec }: Pod): readonly ProbedPort[] {
  return [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].flatMap((container) => {
    const { name, livenessProbe, readinessProbe, startupProbe } = container;
    const probes = { liveness: livenessProbe, readiness: readinessProbe, startup: startupProbe };
    return Object.entries(probes).flatMap(([kind, probe]) => {
      const port = probe && askedPort(probe, container);
      return port === undefined ? [] : [{ container: name, probe: kind as ProbedPort['probe'], port }];
    });
  });
}

function askedPort({ httpGet, tcpSocket, grpc }: Probe, { ports = [] }: Container): number | undefined {
  const asked = httpGet?.port ?? tcpSocket?.port ?? grpc?.port;
  if (typeof asked !== 'string' || /^\d+$/.test(asked))
    return asked === undefined ? undefined : Number(asked);
  return ports.find(({ name }) => name === asked)?.containerPort;
}
