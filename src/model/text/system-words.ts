/** Where Node's own words, which are libuv's, tell little of what is wrong with a file, or none are given. */
const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    EISDIR: 'it is a directory',
    ENOTDIR: 'what stands before its name is not a directory',
    ELOOP: 'its links lead to each other',
    ENAMETOOLONG: 'its name is too long',
    EACCES: 'permission denied',
    EPERM: 'it is not allowed',
    EIO: 'its device failed',
  }),
);

/** Of a relative path, which says nothing of that. */
const NO_DIRECTORY =
  'the directory that podscope runs in was deleted; change to one that is there, or give a path from / on';

/**
 * A system's error in words alone: without its code, the call and the path, which who asked tells better. Undefined
 * for errors of connections, of which the address is telling, and for those that are not the system's.
 */
export function systemWords(error: unknown): string | undefined {
  const { code, message, syscall } = error as { code?: unknown; message?: unknown; syscall?: unknown };
  if (typeof code !== 'string' || typeof message !== 'string') return undefined;
  if (syscall === 'uv_cwd') return NO_DIRECTORY;
  const isFiles = message.startsWith(`${code}: `);
  if (!isFiles && !String(syscall).startsWith('spawn ')) return undefined;
  const said = isFiles ? message.slice(code.length + 2).split(', ')[0] : undefined;
  return WORDS.get(code) ?? said;
}
