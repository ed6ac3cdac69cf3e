import { quantityOf } from '../quantity.ts';

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

/** `12Mi/64Mi`, `12Mi` without a limit, `–/64Mi` without a sample, `–` where neither is known. */
export function ofLimit(used: string, limit: string | undefined): string {
  return limit === undefined ? used : `${used}/${limit}`;
}

/** The same in short: a unit that both have stands once, `12/64Mi`. */
export function briefOfLimit(used: string, limit: string | undefined): string {
  const unit = unitOf(used);
  const isSame = unit !== '' && limit !== undefined && unitOf(limit) === unit;
  return ofLimit(isSame ? used.slice(0, -unit.length) : used, limit);
}

/** What stands behind the digits. */
const unitOf = (text: string): string => /^\d+([a-zA-Z]+)$/.exec(text)?.[1] ?? '';

/** How much of an amount is used, in whole percent; undefined where that cannot be told. */
export function percentOf(used: number | undefined, most: number | undefined): number | undefined {
  return used === undefined || most === undefined || most <= 0 ? undefined : Math.round((used / most) * 100);
}
