const [NEWLINE, RETURN] = [0x0a, 0x0d];
/** IND (ECMA-48): down by a line in the same column, scrolling at the bottom. */
const DOWN = [0x1b, 0x44] as const;

/**
 * What a session prints, so that a newline goes only down, as it does where a terminal is raw: Node's raw mode
 * (libuv's UV_TTY_MODE_RAW) leaves ONLCR on, by which the kernel puts a return before each newline. Programs that have
 * their own terminal raw, such as tmux, rely on it.
 */
export function downward(data: Uint8Array | string): Uint8Array | string {
  if (typeof data === 'string') return data.replace(/(?<!\r)\n/g, '\x1bD');
  const alone: number[] = [];
  for (let at = data.indexOf(NEWLINE); at >= 0; at = data.indexOf(NEWLINE, at + 1))
    // Behind a return in what came before it goes down in the first column, which is the same.
    if (data[at - 1] !== RETURN) alone.push(at);
  if (alone.length === 0) return data;
  const put = new Uint8Array(data.length + alone.length);
  let from = 0;
  for (const [index, at] of alone.entries()) {
    put.set(data.subarray(from, at), from + index);
    put.set(DOWN, at + index);
    from = at + 1;
  }
  put.set(data.subarray(from), from + alone.length);
  return put;
}
