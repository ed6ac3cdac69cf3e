/** Linux's kinds of namespaces (namespaces(7)), as /proc/PID/ns calls them. */
export const NAMESPACE_KINDS = ['net', 'ipc', 'uts', 'pid', 'mnt', 'user', 'cgroup', 'time'] as const;

export type NamespaceKind = (typeof NAMESPACE_KINDS)[number];

/** In which namespaces a process is, by their inode numbers; what may not be read, or an old kernel has not, is absent. */
export type Namespaces = Readonly<Partial<Record<NamespaceKind, number>>>;

/** What a walk's `ls -1Li` of /proc/PID/ns says, by pid. Names there are the kernel's, so nothing can look like another line. */
export function readNamespaces(section: string): ReadonlyMap<number, Namespaces> {
  const found = new Map<number, Partial<Record<NamespaceKind, number>>>();
  let told: Partial<Record<NamespaceKind, number>> | undefined;
  for (const line of section.split('\n')) {
    const [, pid] = /^(?:(\d{1,9})|self)\/ns:$/.exec(line) ?? [];
    if (pid !== undefined) found.set(Number(pid), (told = {}));
    else if (line.endsWith('/ns:')) told = undefined;
    const [, inode, name] = /^ *(\d{1,15}) ([a-z]{1,10})$/.exec(line) ?? [];
    const kind = NAMESPACE_KINDS.find((one) => one === name);
    // Where it was cut, `pid_for_children` can look like `pid`, which came before it.
    if (told && kind) told[kind] ??= Number(inode);
  }
  return found;
}

/** What a line of uid_map says: so many users from one inside are those from another outside (user_namespaces(7)). */
export interface IdRange {
  readonly inside: number;
  readonly outside: number;
  readonly count: number;
}

/** The numbers of the namespaces that a kernel begins with (`*_NS_INIT_INO` of linux/nsfs.h). */
const FIRST: Readonly<Record<NamespaceKind, number>> = {
  ipc: 4026531839,
  uts: 4026531838,
  user: 4026531837,
  pid: 4026531836,
  cgroup: 4026531835,
  time: 4026531834,
  net: 4026531833,
  mnt: 4026531832,
};

/** Whether it is the node's own, as far as its number tells: a node that is itself a container has others. */
export function isFirst(kind: NamespaceKind, inode: number): boolean {
  return FIRST[kind] === inode;
}
