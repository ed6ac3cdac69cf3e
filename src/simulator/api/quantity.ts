import { text } from './fields.ts';

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  m: 0.001,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
};

/** A resource.Quantity as a number; 0 for what is none. */
export function quantity(value: unknown): number {
  if (typeof value === 'number') return value;
  const parts = /^([\d.]+)([a-zA-Z]*)$/.exec(text(value));
  return parts ? Number(parts[1]) * (UNITS[parts[2] ?? ''] ?? 1) : 0;
}
