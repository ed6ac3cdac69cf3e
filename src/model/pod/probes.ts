import { shCommand } from '../explain/shell/shell.ts';
import type { Container, LifecycleHook, Probe } from '../kinds/objects.ts';

export interface ProbeView {
  readonly kind: 'liveness' | 'readiness' | 'startup';
  /** `httpGet :8080/healthz`, `tcpSocket :http`, `grpc :9090`, `exec test -f /ready` */
  readonly text: string;
  /** `every 10s, 1s to answer, fails at 3 in a row` */
  readonly settings: string;
}

/** A container's probes: as letters for a column, and each in words. */
export function probesOf(container: Container): { probes: string; probeDetails: readonly ProbeView[] } {
  const probeDetails: ProbeView[] = [];
  const add = (kind: ProbeView['kind'], probe: Probe | undefined): void => {
    if (probe) probeDetails.push({ kind, text: handlerText(probe), settings: settingsText(probe) });
  };
  add('liveness', container.livenessProbe);
  add('readiness', container.readinessProbe);
  add('startup', container.startupProbe);
  return { probes: probeDetails.map(({ kind }) => kind.charAt(0).toUpperCase()).join(' '), probeDetails };
}

/** The defaults of the API (pkg/apis/core/v1/defaults.go). */
function settingsText({
  initialDelaySeconds: delay = 0,
  periodSeconds: period = 10,
  timeoutSeconds: timeout = 1,
  successThreshold: successes = 1,
  failureThreshold: failures = 3,
}: Probe): string {
  return [
    delay > 0 ? `after ${delay}s` : '',
    `every ${period}s`,
    `${timeout}s to answer`,
    successes > 1 ? `passes at ${successes} in a row` : '',
    failures === 1 ? 'fails at the first failure' : `fails at ${failures} in a row`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** What a container's hooks do, in the words of probes; those that it has. */
export interface HookTexts {
  readonly postStart?: string;
  readonly preStop?: string;
}

export function hooksOf({ lifecycle: { postStart, preStop } = {} }: Container): HookTexts {
  return {
    ...(postStart && { postStart: handlerText(postStart) }),
    ...(preStop && { preStop: handlerText(preStop) }),
  };
}

function handlerText({ exec, httpGet, tcpSocket, grpc, sleep }: Probe & LifecycleHook): string {
  if (httpGet) return `httpGet :${httpGet.port ?? '–'}${httpGet.path ?? '/'}`;
  if (tcpSocket) return `tcpSocket :${tcpSocket.port ?? '–'}`;
  if (grpc) return `grpc :${grpc.port ?? '–'}${grpc.service ? ` ${grpc.service}` : ''}`;
  if (exec) return `exec ${shCommand(exec.command ?? [])}`;
  if (sleep) return `sleep ${sleep.seconds ?? 0}s`;
  return 'unknown';
}
