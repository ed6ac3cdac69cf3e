import type { Container, Probe } from '../kinds/objects.ts';

export interface ProbeView {
  readonly kind: 'liveness' | 'readiness' | 'startup';
  /** `httpGet :8080/healthz`, `tcpSocket :http`, `grpc :9090`, `exec test -f /ready` */
  readonly text: string;
}

/** A container's probes: as letters for a column, and each in words. */
export function probesOf(container: Container): { probes: string; probeDetails: readonly ProbeView[] } {
  const probeDetails: ProbeView[] = [];
  const add = (kind: ProbeView['kind'], probe: Probe | undefined): void => {
    if (probe) probeDetails.push({ kind, text: probeText(probe) });
  };
  add('liveness', container.livenessProbe);
  add('readiness', container.readinessProbe);
  add('startup', container.startupProbe);
  return { probes: probeDetails.map(({ kind }) => kind.charAt(0).toUpperCase()).join(' '), probeDetails };
}

function probeText({ exec, httpGet, tcpSocket, grpc }: Probe): string {
  if (httpGet) return `httpGet :${httpGet.port ?? '–'}${httpGet.path ?? '/'}`;
  if (tcpSocket) return `tcpSocket :${tcpSocket.port ?? '–'}`;
  if (grpc) return `grpc :${grpc.port ?? '–'}${grpc.service ? ` ${grpc.service}` : ''}`;
  if (exec) return `exec ${(exec.command ?? []).join(' ')}`;
  return 'unknown';
}
