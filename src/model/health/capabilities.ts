import type { Container, Pod } from '../kinds/objects.ts';

/**
 * What makes a container's root that of its node, or lets it set what the node has once (capabilities(7)): mounts,
 * modules, raw devices, any file by its handle, programs in the kernel, the clock.
 */
const MASTERS: ReadonlySet<string> = new Set(
  'ALL SYS_ADMIN SYS_MODULE SYS_RAWIO DAC_READ_SEARCH BPF SYS_TIME'.split(' '),
);
/** And what does so only over what a Pod shares with its node. */
const OVER_PROCESSES = 'SYS_PTRACE';
const OVER_NETWORK = 'NET_ADMIN';

/** Capabilities that a container is given over its node, beyond those that any has: `adds SYS_ADMIN: main`. */
export function addedCapabilities({ spec }: Pod): readonly string[] {
  // Root in a user namespace of its own has none of the node's.
  if (spec?.hostUsers === false) return [];
  const reaches = (name: string): boolean =>
    MASTERS.has(name) ||
    (name === OVER_PROCESSES && spec?.hostPID === true) ||
    (name === OVER_NETWORK && spec?.hostNetwork === true);
  const who = new Map<string, string[]>();
  for (const container of [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])]) {
    const added = namesOf(container).filter(reaches).join(', ');
    if (added !== '') who.set(added, [...(who.get(added) ?? []), container.name]);
  }
  return Array.from(who, ([added, names]) => `adds ${added}: ${names.join(', ')}`);
}

/** As runtimes read them: with and without `CAP_`, in any case. Who is privileged has all, and that is said. */
function namesOf({ securityContext }: Container): readonly string[] {
  if (securityContext?.privileged) return [];
  const { add = [] } = securityContext?.capabilities ?? {};
  return [...new Set(add.map((name) => name.toUpperCase().replace(/^CAP_/, '')))];
}
