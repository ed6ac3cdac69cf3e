import { type Fields, fieldsOf, listOf, textOf, textsOf } from '../whole/fields.ts';
import { containerSpecs } from './container/container-specs.ts';
import { type Argument, arg, type Saying, type Tool } from './shell/saying.ts';

/** Which namespaces all containers of a Pod stand in, as pause holds them or as the node has them. */
export interface Shared {
  readonly hostNetwork: boolean;
  readonly hostPID: boolean;
  readonly hostIPC: boolean;
  readonly processes: boolean;
}

export function sharedBy(spec: Fields): Shared {
  return {
    hostNetwork: spec.hostNetwork === true,
    hostPID: spec.hostPID === true,
    hostIPC: spec.hostIPC === true,
    processes: spec.shareProcessNamespace === true,
  };
}

/** What pause is started with: all that belongs to no container, but to the Pod. */
export function sandbox(tool: Tool, pod: Fields): Saying {
  const spec = fieldsOf(pod.spec);
  const shared = sharedBy(spec);
  const names = network(tool, pod, spec, shared);
  const ports = containerSpecs(spec).flatMap((container) =>
    listOf(container.ports).map((port) => portOf(container, port, shared)),
  );
  return {
    args: [
      shared.hostIPC
        ? arg('--ipc=host', "hostIPC: the node's")
        : arg('--ipc=shareable', 'the Pod has one IPC namespace: shared memory, semaphores, /dev/shm'),
      ...(shared.hostPID ? [arg('--pid=host', "hostPID: the node's processes")] : []),
      ...names.args,
      ...ports.flatMap(({ args }) => args),
      ...listOf(fieldsOf(spec.securityContext).sysctls).map(({ name, value }) =>
        arg(`--sysctl=${textOf(name)}=${textOf(value)}`, 'securityContext.sysctls'),
      ),
      arg('--restart=no', 'where pause ends, Kubernetes makes the whole Pod anew'),
    ],
    notes: [...names.notes, ...ports.flatMap(({ notes }) => notes), ...userNamespace(tool, spec)],
  };
}

function network(tool: Tool, pod: Fields, spec: Fields, { hostNetwork }: Shared): Saying {
  const hosts = listOf(spec.hostAliases).flatMap(({ ip, hostnames }) =>
    textsOf(hostnames).map((host) => arg(`--add-host=${host}:${textOf(ip)}`, 'hostAliases')),
  );
  if (hostNetwork) {
    const args = [
      arg('--network=host', "hostNetwork: the node's"),
      arg('--uts=host', "and the node's hostname"),
      ...hosts,
    ];
    return { args, notes: [] };
  }
  const { subdomain, setHostnameAsFQDN } = spec;
  const notes = [
    subdomain ? `subdomain ${textOf(subdomain)}: a name that the cluster's DNS gives` : '',
    setHostnameAsFQDN === true ? "setHostnameAsFQDN: the hostname is the cluster's full name for it" : '',
  ].filter(Boolean);
  if (tool === 'docker')
    notes.push(
      'one UTS namespace: docker joins no other, but copies the hostname with the network, and refuses --hostname beside it',
    );
  const { args, notes: more } = resolver(spec);
  return { args: [hostname(pod, spec), ...args, ...hosts], notes: [...notes, ...more] };
}

/** The kubelet cuts it where the kernel's limit is. */
const LONGEST_HOSTNAME = 63;

function hostname(pod: Fields, spec: Fields): Argument {
  const given = textOf(spec.hostnameOverride) || textOf(spec.hostname);
  const name = given || textOf(fieldsOf(pod.metadata).name);
  const why = given === '' ? "the Pod's name" : 'spec.hostname';
  let end = Math.min(name.length, LONGEST_HOSTNAME);
  while (end > 0 && '-.'.includes(name[end - 1] ?? '')) end--;
  return arg(`--hostname=${name.slice(0, end)}`, why);
}

function resolver({ dnsPolicy, dnsConfig }: Fields): Saying {
  const { nameservers, searches, options } = fieldsOf(dnsConfig);
  const args = [
    ...textsOf(nameservers).map((address) => arg(`--dns=${address}`, 'dnsConfig.nameservers')),
    ...textsOf(searches).map((domain) => arg(`--dns-search=${domain}`, 'dnsConfig.searches')),
    ...listOf(options).map(({ name, value }) => {
      const text = textOf(value);
      return arg(`--dns-option=${textOf(name)}${text === '' ? '' : `:${text}`}`, 'dnsConfig.options');
    }),
  ];
  const policy = textOf(dnsPolicy) || 'ClusterFirst';
  const own = policy === 'None' || policy === 'Default';
  return {
    args,
    notes: own ? [] : [`dnsPolicy ${policy}: the cluster's DNS, by which Services have names, is not there`],
  };
}

function portOf(container: Fields, port: Fields, { hostNetwork }: Shared): Saying {
  const { containerPort, hostPort, hostIP, protocol, name } = port;
  const kind = textOf(protocol) || 'TCP';
  const what = `port ${textOf(containerPort)}/${kind}${name ? ` ${textOf(name)}` : ''} of ${textOf(container.name)}`;
  if (hostNetwork) return { args: [], notes: [`${what}: the node's own port`] };
  const host = textOf(hostPort);
  if (host === '' || host === '0')
    return {
      args: [],
      notes: [`${what}: at the address of this container, as at the Pod's IP; nothing is published`],
    };
  const on = textOf(hostIP);
  const address = on === '' ? '' : `${on.includes(':') ? `[${on}]` : on}:`;
  const text = `--publish=${address}${host}:${textOf(containerPort)}/${kind.toLowerCase()}`;
  return { args: [arg(text, `hostPort of ${what}`)], notes: [] };
}

function userNamespace(tool: Tool, spec: Fields): string[] {
  if (spec.hostUsers !== false) return [];
  const how =
    tool === 'docker'
      ? 'dockerd --userns-remap, for all containers'
      : '--userns=auto, and --userns=container: to join it';
  return [`hostUsers false: its root is nobody on the node: ${how}`];
}

/** How a container joins what pause holds. */
export function joined(tool: Tool, spec: Fields, pause: string, target: string | undefined): Saying {
  const { hostNetwork, hostPID, hostIPC, processes } = sharedBy(spec);
  const podmans = tool === 'podman' ? [arg(`--uts=container:${pause}`, 'one hostname')] : [];
  return {
    notes: [],
    args: [
      hostNetwork
        ? arg('--network=host', "hostNetwork: the node's")
        : arg(`--network=container:${pause}`, 'one IP, one localhost, one set of ports'),
      hostIPC
        ? arg('--ipc=host', 'hostIPC')
        : arg(`--ipc=container:${pause}`, 'shared memory and semaphores'),
      ...(hostNetwork ? [arg('--uts=host', "the node's hostname")] : podmans),
      ...(target !== undefined
        ? [arg(`--pid=container:${target}`, 'targetContainerName: it sees those processes')]
        : hostPID
          ? [arg('--pid=host', "hostPID: the node's processes")]
          : processes
            ? [
                arg(
                  `--pid=container:${pause}`,
                  'shareProcessNamespace: pause is PID 1, and waits for orphans',
                ),
              ]
            : []),
    ],
  };
}
