import { count, fields } from '../../../api/fields.ts';
import type { Container } from '../../../container/machine/container.ts';
import type { Json } from '../../../api/patches/patch.ts';
import type { PodContext } from '../pod/pod-context.ts';
import { probeOnce, type ProbeResult } from './probe.ts';

export type ProbeKind = 'startup' | 'readiness' | 'liveness';

/** What comes of a container's probes. */
export interface Verdicts {
  started(): void;
  ready(ready: boolean): void;
  /** It is to be ended, and started again. */
  dead(): void;
  unhealthy(kind: ProbeKind, message: string): void;
}

/**
 * Probes a container for as long as it runs: startup first and alone; then readiness and liveness
 * (pkg/kubelet/prober/worker.go). Call what it gives to stop.
 */
export function probe(context: PodContext, spec: Json, container: Container, verdicts: Verdicts): () => void {
  const stops: (() => void)[] = [];
  const begin = (kind: ProbeKind, settled: (ok: boolean) => void): void => {
    const told = spec[`${kind}Probe`];
    if (told !== undefined)
      stops.push(series(context, spec, container, kind, fields(told), settled, verdicts));
  };
  const begun = (): void => {
    verdicts.started();
    if (spec['readinessProbe'] === undefined) verdicts.ready(true);
    begin('readiness', (ok) => verdicts.ready(ok));
    begin('liveness', (ok) => void (ok || verdicts.dead()));
  };
  if (spec['startupProbe'] === undefined) begun();
  else {
    begin('startup', (ok) => {
      for (const stop of stops.splice(0)) stop();
      if (ok) begun();
      else verdicts.dead();
    });
  }
  return () => {
    for (const stop of stops.splice(0)) stop();
  };
}

/** One probe again and again: so many of the same result in a row settle it. */
function series(
  { world: { clock }, sandbox: sandboxOf }: PodContext,
  spec: Json,
  container: Container,
  kind: ProbeKind,
  told: Json,
  settled: (ok: boolean) => void,
  verdicts: Verdicts,
): () => void {
  const period = count(told['periodSeconds'], 10) * 1000;
  let stopped = false;
  let row = 0;
  let last: boolean | undefined;
  let cancel = clock.after(count(told['initialDelaySeconds']) * 1000 + FIRST_MS, ask);
  function ask(): void {
    const sandbox = sandboxOf();
    if (stopped || !sandbox) return;
    cancel = clock.after(period, ask);
    void probeOnce(told, spec, container, sandbox, clock).then(take);
  }
  function take({ ok, message }: ProbeResult): void {
    if (stopped) return;
    if (!ok) verdicts.unhealthy(kind, message);
    row = ok === last ? row + 1 : 1;
    last = ok;
    if (row === count(told[ok ? 'successThreshold' : 'failureThreshold'], ok ? 1 : 3)) settled(ok);
  }
  return () => {
    stopped = true;
    cancel();
  };
}

/** The first probe comes a moment after the start. */
const FIRST_MS = 100;
