/**
 * An address as /proc/net has it, written as people do: words of 32 bits, each in the machine's order, which is that of
 * all that run containers but for IBM's mainframes. `*` stands for all addresses; those of IPv4 within IPv6 are told as IPv4.
 *
 * @param hex 8 or 32 digits
 */
export function addressText(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) =>
    [6, 4, 2, 0].map((at) => parseInt(word.slice(at, at + 2), 16)),
  );
  if (bytes.every((byte) => byte === 0)) return '*';
  if (bytes.length === 4) return bytes.join('.');
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  if (mapped) {
    const inner = bytes.slice(12);
    return inner.every((byte) => byte === 0) ? '*' : inner.join('.');
  }
  return ipv6Text(bytes);
}

/** As RFC 5952 has it: the longest run of two zeros or more is `::`. */
function ipv6Text(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, at) => (bytes[2 * at] ?? 0) * 256 + (bytes[2 * at + 1] ?? 0));
  let from = 0;
  let length = 0;
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (end < 8 && groups[end] === 0) end++;
    if (end - start > length) [from, length] = [start, end - start];
  }
  const text = (some: readonly number[]): string => some.map((group) => group.toString(16)).join(':');
  if (length < 2) return text(groups);
  return `${text(groups.slice(0, from))}::${text(groups.slice(from + length))}`;
}

/** Whether only the Pod itself (or, on the node's network, the node) reaches it. */
export function isLoopback(ip: string): boolean {
  return ip.startsWith('127.') || ip === '::1';
}
