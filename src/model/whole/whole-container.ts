import { type ContainerView, containersOf, stateText } from '../pod/containers.ts';
import type { Entry } from '../events/entry.ts';
import type { ToldEvent } from '../events/told-event.ts';
import { containerSpec } from '../explain/container/container-specs.ts';
import { startOrder } from '../pod/start-order.ts';
import type { Pod, WholeObject } from '../kinds/objects.ts';
import { type ContainerUsage, type PodUsage, usageOfContainer } from '../usage/pod-usage.ts';
import { mountAt } from '../volumes/volumes.ts';
import { boundsOf } from '../usage/usage-course.ts';
import { cpuText, memoryText, percentOf } from '../usage/usage-texts.ts';
import { resultingSecurity } from './security.ts';
import { own } from '../own.ts';
import { environment, type Shown } from './environment.ts';
import type { Settings } from './settings.ts';
import { endings, said } from './endings.ts';
import { probes } from './probes.ts';
import { beganAt } from './changed-since.ts';
import { type Fields, fieldLines, fieldsOf, listOf, NO_BREAK, type Told } from './fields.ts';

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

/** What is known of a Pod besides its object. */
export interface KnownOfContainer {
  /** When the Pod went, in epoch ms; undefined of one that is there. */
  readonly went?: number | undefined;
  /** The Pod's last sample, where there is one. */
  readonly usage?: PodUsage | undefined;
  /** The Pod's events, the newest first; undefined where they are not known. */
  readonly events?: readonly ToldEvent[] | undefined;
  /** What the watch saw of the Pod. */
  readonly seen?: readonly Entry[] | undefined;
  /** What of its environment is to be told, the names by default, and what it is from holds, where that is known. */
  readonly shown?: Shown | undefined;
  readonly settings?: readonly Settings[] | undefined;
}

/**
 * All that is known of a container.
 *
 * @param whole the same Pod with what is not kept of lists, where it is there: nobody has checked it
 */
export function wholeContainer(
  pod: Pod,
  whole: WholeObject,
  name: string,
  now: number,
  { went, usage, events, seen = [], shown = 'names', settings }: KnownOfContainer,
): readonly Told[] {
  const view = containersOf(pod).find((container) => container.name === name);
  if (!view) return [];
  const podSpec = fieldsOf(fieldsOf(whole).spec);
  const spec = specOf(whole, name);
  const status = containerIn(
    fieldsOf(fieldsOf(whole).status),
    ['initContainerStatuses', 'containerStatuses', 'ephemeralContainerStatuses'],
    name,
  );
  const last = went ?? now;
  const told: Told[] = [
    stateOf(view, last),
    ...endings(view, seen, last),
    {
      label: 'start order',
      texts: startOrder(pod, last).map(
        ({ type, name: of, bar, text }) => `${bar} ${type} ${of}: ${text.replace(/(?<!,) /g, NO_BREAK)}`,
      ),
    },
    { label: 'image', texts: [view.fullImage] },
    ...worded('image ID', status.imageID),
    ...worded('container ID', status.containerID),
    ...worded('command', spec.command),
    ...worded('args', spec.args),
    ...worded('working dir', spec.workingDir),
    { label: 'ports', texts: view.ports },
    ...environment(fieldsOf(whole), spec, shown, settings, { began: beganAt(status), now }),
    { label: 'mounts', texts: listOf(spec.volumeMounts).map((mount) => mountLine(pod, name, mount)) },
    { label: 'devices', texts: listOf(spec.volumeDevices).map(deviceText) },
    ...probes(spec, name, events, now),
    { label: 'usage', texts: usageTexts(view, usageOfContainer(usage, view)) },
    ...worded('QoS class', fieldsOf(fieldsOf(whole).status).qosClass),
    ...worded('resources', spec.resources),
    ...worded('allocated', status.allocatedResources),
    ...worded('in force', status.resources),
    ...worded("Pod's own", podSpec.resources),
    { label: 'security', texts: resultingSecurity(podSpec, spec) },
    { label: 'more', texts: fieldLines(without(spec, SAID)) },
    { label: 'status', texts: fieldLines(without(status, SAID_OF_STATUS)) },
  ];
  return told.filter(({ texts }) => texts.length > 0);
}

/** A container as the whole Pod has it; empty where it does not. */
export const specOf = (whole: WholeObject, name: string): Fields => containerSpec(whole, name) ?? {};

function containerIn(fields: Fields, lists: readonly string[], name: string): Fields {
  return lists.flatMap((list) => listOf(own(fields, list))).find((entry) => entry.name === name) ?? {};
}

function stateOf({ state, ready, restarts }: ContainerView, now: number): Told {
  const words = [
    stateText(state, now),
    ready === undefined || state.kind === 'terminated' ? '' : ready ? 'ready' : 'not ready',
    restarts === undefined || restarts === 0 ? '' : `${restarts} restart${restarts === 1 ? '' : 's'}`,
  ];
  return { label: 'state', texts: [words.filter(Boolean).join(', '), ...said(state.message)] };
}

/** What it uses now, of what it asked for and may have; that there is no sample is not told here. */
function usageTexts(view: ContainerView, used: ContainerUsage | undefined): string[] {
  if (!used) return [];
  const text = (of: keyof ContainerUsage, amount: string): string => {
    const { request, limit } = boundsOf(view, of);
    const share = (bound: number | undefined): string => ` (${percentOf(used[of], bound) ?? '–'}%)`;
    return [
      `${of} ${amount}`,
      request === undefined ? 'no request' : `request ${view.requests[of] ?? ''}${share(request)}`,
      limit === undefined ? 'no limit' : `limit ${view.limits[of] ?? ''}${share(limit)}`,
    ].join(', ');
  };
  return [text('cpu', cpuText(used.cpu)), text('memory', memoryText(used.memory))];
}

const worded = (label: string, value: unknown): Told[] => [{ label, texts: fieldLines(value) }];

function without(fields: Fields, said: ReadonlySet<string>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !said.has(key)));
}

/** As the matrix of volumes has it, and what that does not tell. */
function mountLine(pod: Pod, container: string, mount: Fields): string {
  const { name, mountPath, ...rest } = mount;
  const path = String(mountPath);
  const known = mountAt(pod, container, path);
  const more = known === undefined ? rest : without(rest, SAID_OF_MOUNT);
  return [`${known ?? path}  ${String(name)}`, ...fieldLines(more)].join('  ');
}

const SAID_OF_MOUNT: ReadonlySet<string> = new Set([
  'readOnly',
  'subPath',
  'subPathExpr',
  'recursiveReadOnly',
  'mountPropagation',
]);

const deviceText = ({ name, devicePath }: Fields): string => `${String(devicePath)}  ${String(name)}`;
