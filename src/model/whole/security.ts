import { type Fields, fieldLines, fieldsOf, textOf, textsOf } from './fields.ts';

/** Of the Pod's security context what is its containers' too, where they say nothing else (PodSecurityContext). */
const OF_BOTH: readonly string[] = [
  'runAsUser',
  'runAsGroup',
  'runAsNonRoot',
  'seccompProfile',
  'appArmorProfile',
  'seLinuxOptions',
  'windowsOptions',
];

/**
 * The security context as it results of Pod and container, what comes of the Pod marked, and what holds where neither
 * says anything: in words what matters most, then field by field.
 */
export function resultingSecurity(podSpec: Fields, container: Fields): readonly string[] {
  const pod = fieldsOf(podSpec.securityContext);
  const mine = fieldsOf(container.securityContext);
  const inherited = Object.fromEntries(
    OF_BOTH.flatMap((field): [string, unknown][] => {
      const value = Object.entries(pod).find(([name]) => name === field)?.[1];
      const isOwn = Object.entries(mine).some(([name, own]) => name === field && own != null);
      return isOwn || value == null ? [] : [[field, value]];
    }),
  );
  const both: Fields = { ...mine, ...inherited };
  const isPrivileged = mine.privileged === true;
  const said = new Set(isPrivileged ? ['runAsUser', 'privileged'] : SAID);
  const marked = (text: string, field: string): string =>
    Object.hasOwn(inherited, field) ? `${text} (the Pod's)` : text;
  return [
    marked(userText(both), 'runAsUser'),
    ...(isPrivileged
      ? ['privileged: all capabilities, all devices, no filter of system calls']
      : [
          capabilitiesText(fieldsOf(mine.capabilities)),
          marked(seccompText(fieldsOf(both.seccompProfile)), 'seccompProfile'),
        ]),
    ...fieldLines(without(mine, said)),
    ...fieldLines(without(inherited, said)).map((line) => `${line} (the Pod's)`),
  ];
}

/** Fields that are said in words. */
const SAID: readonly string[] = ['runAsUser', 'privileged', 'capabilities', 'seccompProfile'];

const without = (fields: Fields, said: ReadonlySet<string>): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !said.has(name)));

function userText({ runAsUser, runAsNonRoot }: Fields): string {
  const user = textOf(runAsUser);
  if (user === '0') return runAsNonRoot === true ? 'root, which runAsNonRoot forbids' : 'runs as root';
  if (user !== '') return `runs as user ${user}, not root`;
  return runAsNonRoot === true
    ? "runs as the image's user, and not where that is root"
    : "runs as the image's user, root where it names none";
}

function capabilitiesText({ add, drop }: Fields): string {
  const [added, dropped] = [textsOf(add), textsOf(drop)];
  const isAll = dropped.includes('ALL');
  const usual = isAll ? 'none' : "the runtime's usual ones";
  const less = dropped.filter((name) => name !== 'ALL');
  const parts = [
    usual,
    less.length > 0 && !isAll ? `without ${less.join(' ')}` : '',
    added.length > 0 ? `${isAll ? 'but' : 'and'} ${added.join(' ')}` : '',
  ];
  return `capabilities: ${parts.filter(Boolean).join(' ')}`;
}

function seccompText({ type, localhostProfile }: Fields): string {
  const named = textOf(type);
  if (named === '') return 'seccomp: none, unless the kubelet has a default (seccompDefault)';
  return `seccomp: ${[named, textOf(localhostProfile)].filter(Boolean).join(' ')}`;
}
