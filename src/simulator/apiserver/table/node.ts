import type { StoredObject } from '../../api/stored-object.ts';
import { AGE, at, column, listAt, NAME, type TableColumn, text, wide } from './table-column.ts';

const ROLE = 'node-role.kubernetes.io/';

/** printers.go, printNode. */
function status(node: StoredObject): string {
  const ready = listAt(node, 'status.conditions').find((condition) => at(condition, 'type') === 'Ready');
  const words = [ready === undefined ? 'Unknown' : at(ready, 'status') === 'True' ? 'Ready' : 'NotReady'];
  if (at(node, 'spec.unschedulable') === true) words.push('SchedulingDisabled');
  return words.join(',');
}

function roles({ metadata }: StoredObject): string {
  const names = Object.entries(metadata.labels ?? {}).flatMap(([key, value]) => {
    if (key.startsWith(ROLE)) return key.length > ROLE.length ? [key.slice(ROLE.length)] : [];
    return key === 'kubernetes.io/role' && value !== '' ? [value] : [];
  });
  return [...new Set(names)].sort().join(',') || '<none>';
}

const address =
  (type: string) =>
  (node: StoredObject): string =>
    String(
      at(
        listAt(node, 'status.addresses').find((one) => at(one, 'type') === type),
        'address',
      ) ?? '<none>',
    );

export const NODE: readonly TableColumn[] = [
  NAME,
  column('Status', status, { description: 'The status of the node' }),
  column('Roles', roles, { description: 'The roles of the node' }),
  AGE,
  column('Version', text('status.nodeInfo.kubeletVersion'), {
    description: 'Kubelet Version reported by the node.',
  }),
  wide('Internal-IP', address('InternalIP')),
  wide('External-IP', address('ExternalIP')),
  wide(
    'OS-Image',
    text('status.nodeInfo.osImage', '<unknown>'),
    'OS Image reported by the node from /etc/os-release (e.g. Debian GNU/Linux 7 (wheezy)).',
  ),
  wide(
    'Kernel-Version',
    text('status.nodeInfo.kernelVersion', '<unknown>'),
    "Kernel Version reported by the node from 'uname -r' (e.g. 3.16.0-0.bpo.4-amd64).",
  ),
  wide(
    'Container-Runtime',
    text('status.nodeInfo.containerRuntimeVersion', '<unknown>'),
    'ContainerRuntime Version reported by the node through runtime remote API (e.g. containerd://1.4.2).',
  ),
];
