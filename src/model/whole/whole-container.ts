import { type ContainerView, containersOf, stateText } from '../containers.ts';
import { humanDuration } from '../ages.ts';
import type { KubeObject, Pod } from '../objects.ts';
import { own } from '../own.ts';
import { type Fields, fieldLines, fieldsOf, listOf, type Told } from './fields.ts';

/** Fields of a container that have words of their own, or are told by the matrix of volumes. */
const SAID: ReadonlySet<string> = new Set([
  ...[
    'name',
    'image',
    'command',
    'args',
    'workingDir',
    'ports',
    'env',
    'envFrom',
    'volumeMounts',
    'volumeDevices',
  ],
  ...['livenessProbe', 'readinessProbe', 'startupProbe', 'resources', 'securityContext'],
]);
const SAID_OF_STATUS: ReadonlySet<string> = new Set([
  ...['name', 'ready', 'started', 'restartCount', 'state', 'lastState', 'image', 'imageID', 'containerID'],
  ...['resources', 'allocatedResources', 'volumeMounts'],
]);

/**
 * All that is known of a container. Of the environment the names, and where values come from.
 *
 * @param whole the same Pod with what is not kept of lists, where it is there: nobody has checked it
 */
export function wholeContainer(pod: Pod, whole: KubeObject, name: string, now: number): readonly Told[] {
  const view = containersOf(pod).find((container) => container.name === name);
  if (!view) return [];
  const spec = containerIn(
    fieldsOf(fieldsOf(whole).spec),
    ['initContainers', 'containers', 'ephemeralContainers'],
    name,
  );
  const status = containerIn(
    fieldsOf(fieldsOf(whole).status),
    ['initContainerStatuses', 'containerStatuses', 'ephemeralContainerStatuses'],
    name,
  );
  const told: Told[] = [
    ...stateOf(view, status, now),
    { label: 'image', texts: [view.fullImage] },
    ...worded('image ID', status.imageID),
    ...worded('container ID', status.containerID),
    ...worded('command', spec.command),
    ...worded('args', spec.args),
    ...worded('working dir', spec.workingDir),
    { label: 'ports', texts: view.ports },
    { label: 'env', texts: listOf(spec.env).map(envText) },
    { label: 'env from', texts: listOf(spec.envFrom).flatMap((source) => fieldLines(source)) },
    { label: 'mounts', texts: listOf(spec.volumeMounts).map(mountText) },
    { label: 'devices', texts: listOf(spec.volumeDevices).map(deviceText) },
    ...probes(spec),
    ...worded('resources', spec.resources),
    ...worded('allocated', status.allocatedResources ?? status.resources),
    ...worded('security', spec.securityContext),
    { label: 'more', texts: fieldLines(without(spec, SAID)) },
    { label: 'status', texts: fieldLines(without(status, SAID_OF_STATUS)) },
  ];
  return told.filter(({ texts }) => texts.length > 0);
}

function containerIn(fields: Fields, lists: readonly string[], name: string): Fields {
  return lists.flatMap((list) => listOf(own(fields, list))).find((entry) => entry.name === name) ?? {};
}

/** How it is now, and how it was before. */
function stateOf(view: ContainerView, status: Fields, now: number): Told[] {
  const { state, ready, restarts, lastExit, lastExitAt } = view;
  const words = [
    stateText(state, now),
    ready === undefined || state.kind === 'terminated' ? '' : ready ? 'ready' : 'not ready',
    restarts === undefined || restarts === 0 ? '' : `${restarts} restart${restarts === 1 ? '' : 's'}`,
  ];
  const last = fieldsOf(fieldsOf(status.lastState).terminated);
  const ago = lastExitAt === undefined ? '' : `, ${humanDuration(now - lastExitAt)} ago`;
  return [
    { label: 'state', texts: [words.filter(Boolean).join(', '), ...said(state.message)] },
    { label: 'last state', texts: lastExit === '–' ? [] : [`${lastExit}${ago}`, ...said(last.message)] },
  ];
}

/** A message of several lines, such as the last ones of a log. */
const said = (message: unknown): string[] =>
  typeof message === 'string' && message.trim() !== '' ? message.trim().split('\n') : [];

const worded = (label: string, value: unknown): Told[] => [{ label, texts: fieldLines(value) }];

function without(fields: Fields, said: ReadonlySet<string>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !said.has(key)));
}

/** `PASSWORD  from secretKeyRef db password`; never a value. */
function envText({ name, valueFrom }: Fields): string {
  const [source = '', ref] = Object.entries(fieldsOf(valueFrom))[0] ?? [];
  const { name: of, key, fieldPath, resource } = fieldsOf(ref);
  const words = [of, key, fieldPath, resource].filter((word) => typeof word === 'string');
  return source === '' ? String(name) : [`${String(name)}  from`, source, ...words].join(' ');
}

function mountText({ name, mountPath, readOnly, subPath, subPathExpr, ...more }: Fields): string {
  const part = subPath ?? subPathExpr;
  const words = [
    part === undefined ? '' : `its ${String(part)}`,
    readOnly === true ? 'ro' : '',
    ...fieldLines(more),
  ];
  return [`${String(mountPath)}  ${String(name)}`, ...words].filter(Boolean).join('  ');
}

const deviceText = ({ name, devicePath }: Fields): string => `${String(devicePath)}  ${String(name)}`;

function probes(spec: Fields): Told[] {
  return ['liveness', 'readiness', 'startup'].flatMap((kind) => worded(kind, spec[`${kind}Probe`]));
}
