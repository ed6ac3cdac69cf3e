import type { Failure } from '../kinds/watch-event.ts';
import { quantityOf } from '../quantity.ts';
import { deniedText, failureText } from '../refusal.ts';

export const NOTHING_RUNS = 'no container runs: nothing is measured';
export const NO_SAMPLE =
  'no sample yet: the first comes one or two periods of the metrics server after a start';

export const unansweredText = (failure: Pick<Failure, 'code' | 'message'>): string =>
  `the metrics server does not answer: ${failureText(failure)}`;

/** Why there is no sample: who may not read those of Pods may read the Pods. */
export const refusedText = (failure: Pick<Failure, 'code' | 'message'>, namespace = ''): string =>
  deniedText(`list pods.metrics.k8s.io in namespace ${namespace}`, failure);

const NANO = 1e9;
const NANOS_A_MILLI = 1e6;
const MEBI = 1024 * 1024;

/** A quantity of CPU as whole nanocores: `98154n` is 98154, `2m` 2000000; undefined for what is none. */
export function nanocores(value: unknown): number | undefined {
  const cores = quantityOf(value);
  return cores === undefined ? undefined : Math.round(cores * NANO);
}

/** As `kubectl top` says it: thousandths of a core, rounded up (k8s.io/kubectl pkg/metricsutil/metrics_printer.go). */
export function cpuText(nanos: number | undefined): string {
  return nanos === undefined ? '–' : `${Math.ceil(nanos / NANOS_A_MILLI)}m`;
}

/** As `kubectl top` says it: whole mebibytes, the rest cut off. */
export function memoryText(bytes: number | undefined): string {
  return bytes === undefined ? '–' : `${Math.floor(Math.ceil(bytes) / MEBI)}Mi`;
}

/**
 * `12/64Mi`, since a unit that both have stands once; `12Mi/1Gi`, `12Mi` without a limit, `–/64Mi` without a sample, `–`
 * where neither is known.
 */
export function ofLimit(used: string, limit: string | undefined): string {
  if (limit === undefined) return used;
  const unit = unitOf(used);
  return unit !== '' && unitOf(limit) === unit
    ? `${used.slice(0, -unit.length)}/${limit}`
    : `${used}/${limit}`;
}

/** What stands behind the digits. */
const unitOf = (text: string): string => /^\d+([a-zA-Z]+)$/.exec(text)?.[1] ?? '';

/** How much of an amount is used, in whole percent; undefined where that cannot be told. */
export function percentOf(used: number | undefined, most: number | undefined): number | undefined {
  return used === undefined || most === undefined || most <= 0 ? undefined : Math.round((used / most) * 100);
}

const GAUGE = 8;

/** How much of a limit is used, as a bar and in percent: `██░░░░░░ 25%`; `–` without a limit or a sample. */
export function gaugeText(percent: number | undefined): string {
  if (percent === undefined) return '–';
  const full = Math.min(GAUGE, Math.round((percent / 100) * GAUGE));
  return `${'█'.repeat(full)}${'░'.repeat(GAUGE - full)} ${percent}%`;
}

const BARS = '▁▂▃▄▅▆▇█';

/** The last of these amounts as bars, the highest whole; a gap where nothing was measured. */
export function sparkText(amounts: readonly (number | undefined)[], most: number): string {
  const last = amounts.slice(-most);
  if (last.every((amount) => amount === undefined)) return '–';
  const highest = Math.max(0, ...last.map((amount) => amount ?? 0));
  return last
    .map((amount) => {
      if (amount === undefined) return ' ';
      const height = highest === 0 ? 0 : Math.round((amount / highest) * (BARS.length - 1));
      return BARS.charAt(height);
    })
    .join('');
}
