import { type Fields, fieldsOf, textOf, textsOf } from '../../whole/fields.ts';
import { type Argument, arg, type Saying, type Tool } from '../shell/saying.ts';

/** As whom a container runs, and what it may do. What the container says goes before what the Pod does. */
export function security(tool: Tool, spec: Fields, container: Fields): Saying {
  const pod = fieldsOf(spec.securityContext);
  const mine = fieldsOf(container.securityContext);
  const both: Fields = { ...pod, ...withoutNothing(mine) };
  const { privileged, readOnlyRootFilesystem, allowPrivilegeEscalation, procMount } = mine;
  const user = userSaying(both, pod);
  const more = optionsSaying(both, privileged === true);
  const own = [
    ...(privileged === true ? [arg('--privileged', 'securityContext.privileged')] : []),
    ...capabilities(tool, fieldsOf(mine.capabilities), privileged === true),
    ...(readOnlyRootFilesystem === true ? readOnly(tool) : []),
    ...(allowPrivilegeEscalation === false
      ? [arg('--security-opt=no-new-privileges', 'securityContext.allowPrivilegeEscalation false')]
      : []),
    ...(procMount === 'Unmasked' ? [unmasked(tool)] : []),
  ];
  return { args: [...user.args, ...own, ...more.args], notes: [...user.notes, ...more.notes] };
}

const withoutNothing = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));

function userSaying(both: Fields, pod: Fields): Saying {
  const { runAsUser, runAsGroup, runAsNonRoot } = both;
  const [user, group] = [textOf(runAsUser), textOf(runAsGroup)];
  const notes: string[] = [];
  const args: Argument[] = [];
  if (user !== '') {
    const why = ['runAsUser', ...(group === '' ? [] : ['runAsGroup'])].join(', ');
    args.push(arg(`--user=${user}${group === '' ? '' : `:${group}`}`, `securityContext.${why}`));
  } else if (group !== '')
    notes.push(`runAsGroup ${group}: --user takes a group only with a user, and the image has that`);
  if (runAsNonRoot === true && (user === '' || user === '0'))
    notes.push('runAsNonRoot: Kubernetes would not start it where the image has it run as root');
  for (const gid of textsOf(pod.supplementalGroups))
    args.push(arg(`--group-add=${gid}`, 'securityContext.supplementalGroups'));
  const fsGroup = textOf(pod.fsGroup);
  if (fsGroup !== '')
    args.push(arg(`--group-add=${fsGroup}`, 'securityContext.fsGroup: it owns the volumes'));
  return { args, notes };
}

/** What containerd gives (contrib/oci defaults) and podman does not. */
const NOT_PODMANS = ['AUDIT_WRITE', 'MKNOD', 'NET_RAW'];

function capabilities(tool: Tool, { add, drop }: Fields, privileged: boolean): Argument[] {
  const bare = (name: string): string => name.replace(/^CAP_/, '');
  const dropped = textsOf(drop).map(bare);
  const mine = dropped.includes('ALL') || privileged || tool === 'docker' ? [] : NOT_PODMANS;
  return [
    ...dropped.map((name) => arg(`--cap-drop=${name}`, 'capabilities.drop')),
    ...textsOf(add).map((name) => arg(`--cap-add=${bare(name)}`, 'capabilities.add')),
    ...mine
      .filter((name) => !dropped.includes(name))
      .map((name) => arg(`--cap-add=${name}`, 'containerd gives it to everyone, podman does not')),
  ];
}

function readOnly(tool: Tool): Argument[] {
  const argument = arg('--read-only', 'securityContext.readOnlyRootFilesystem');
  return tool === 'docker'
    ? [argument]
    : [argument, arg('--read-only-tmpfs=false', 'and no /tmp of its own that could be written')];
}

const unmasked = (tool: Tool): Argument =>
  arg(
    tool === 'docker' ? '--security-opt=systempaths=unconfined' : '--security-opt=unmask=ALL',
    'securityContext.procMount Unmasked',
  );

function optionsSaying(both: Fields, privileged: boolean): Saying {
  const notes: string[] = [];
  const args: Argument[] = [];
  const seccomp = fieldsOf(both.seccompProfile);
  const type = textOf(seccomp.type);
  if (type === 'Localhost')
    notes.push(
      `seccompProfile: --security-opt=seccomp=FILE with ${textOf(seccomp.localhostProfile)} from the node's /var/lib/kubelet/seccomp`,
    );
  else if (type !== 'RuntimeDefault' && !privileged)
    args.push(
      arg(
        '--security-opt=seccomp=unconfined',
        type === '' ? 'no seccompProfile: Kubernetes filters no system calls' : 'seccompProfile Unconfined',
      ),
    );
  const armor = fieldsOf(both.appArmorProfile);
  if (armor.type === 'Unconfined')
    args.push(arg('--security-opt=apparmor=unconfined', 'appArmorProfile Unconfined'));
  if (armor.type === 'Localhost')
    notes.push(
      `appArmorProfile: --security-opt=apparmor=${textOf(armor.localhostProfile)} where that profile is loaded`,
    );
  for (const [key, value] of Object.entries(fieldsOf(both.seLinuxOptions)))
    if (['user', 'role', 'type', 'level'].includes(key))
      args.push(arg(`--security-opt=label=${key}:${textOf(value)}`, `seLinuxOptions.${key}`));
  if (both.windowsOptions) notes.push('securityContext.windowsOptions');
  return { args, notes };
}
