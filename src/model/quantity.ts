const UNITS: ReadonlyMap<string, number> = new Map([
  ...(['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'] as const).map((unit, index): [string, number] => [
    unit,
    1000 ** (index - 3),
  ]),
  ...(['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const).map((unit, index): [string, number] => [
    unit,
    1024 ** (index + 1),
  ]),
]);

/** A resource.Quantity as a number (`200m` is 0.2, `64Mi` 67108864, `1e3` 1000); undefined for what is none. */
export function quantityOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  const [, digits, unit] = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?)([a-zA-Z]{0,2})$/.exec(
    typeof value === 'string' ? value : '',
  ) ?? ['', ''];
  const factor = UNITS.get(unit ?? '');
  return !digits || factor === undefined ? undefined : Number(digits) * factor;
}
