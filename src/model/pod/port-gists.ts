/**
 * Ports in shorter forms, the longest first: without names, and TCP being what most are; then the first of them and how
 * many there are besides: `80, 9100`, `80 +1`.
 *
 * @param ports as they are told: `80/TCP http`
 */
export function portGists(ports: readonly string[]): readonly string[] {
  const plain = ports.map((port) => port.split(' ', 1)[0]?.replace(/\/TCP$/, '') ?? '');
  const fewer = plain.slice(1, MOST).map((_, index) => {
    const kept = Math.min(plain.length, MOST) - 1 - index;
    return `${plain.slice(0, kept).join(', ')} +${plain.length - kept}`;
  });
  const all = plain.join(', ');
  return all === ports.join(', ') ? fewer : [all, ...fewer];
}

/** No column has room for more. */
const MOST = 20;
