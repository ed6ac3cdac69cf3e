import type { ForwardRequest } from '../../model/forward/forward.ts';
import { forwardablePorts, type PortPair, portPair } from '../../model/forward/port-pair.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import type { Service } from '../../model/network/objects.ts';
import type { PortRow } from '../../model/network/port-rows.ts';
import type { Action } from '../../store/actions.ts';
import { type Choice, type Choices, type Subject, subjectOf } from '../../store/choice.ts';
import { networkOf } from '../../store/selectors/anatomy/network.ts';
import { hasNoPods } from '../../store/selectors/labels-asked.ts';
import { fedBy, listInNamespace } from '../../store/selectors/lists.ts';
import { podsUnder, selectedOwner } from '../../store/selectors/selected/selected-owner.ts';
import { selectedPod } from '../../store/selectors/selected/selected-pod.ts';
import { ownerTree } from '../../store/selectors/tree/owner-tree.ts';
import { attachedRow } from '../../store/selectors/tree/tree-attached.ts';
import type { State } from '../../store/state.ts';
import { type Command, remark, say } from '../command.ts';
import { whenAbleTo } from './opening.ts';

/** Pods of an owner are alike: the ports of so many are offered. */
const LOOKED_AT = 20;
/** What is typed where no port is offered for it. */
const AS_TYPED = 'no such port is known: enter forwards LOCAL:PORT as it is typed';
/** As kubectl: both of its addresses. */
const ADDRESSES: readonly string[] = ['localhost'];

/** Whose ports can be forwarded, and what tells which those are: its Pods, or the Service itself. */
interface Target extends Pick<ForwardRequest, 'namespace' | 'target'> {
  readonly title: string;
  readonly pods: readonly Pod[];
  readonly service?: Service | undefined;
  /** The Pod that it leads to, where it leads to one. */
  readonly of?: Subject;
}

/** The Service that the cursor is on, below the Pod that it leads to. */
function onService(state: State, { metadata }: Pod): Target | undefined {
  const { selection } = state.look.place;
  const { kind, name } = (selection.row !== undefined && attachedRow(state, selection.row)) || {};
  if (state.look.focus !== 1 || kind !== 'Service' || name === undefined) return undefined;
  const { namespace = '' } = metadata;
  const listed = fedBy(state, listInNamespace(namespace, 'services')).data?.values() ?? [];
  const service = [...listed].find((one) => one.metadata.name === name);
  return { namespace, target: { kind, name }, title: `Service ${name}`, pods: [], service };
}

function toPod(pod: Pod): Target {
  const { name, namespace = '' } = pod.metadata;
  return { namespace, target: { kind: 'Pod', name }, title: name, pods: [pod], of: subjectOf(pod) };
}

/** What is selected, or why none of its ports can be forwarded. */
function selected(state: State): Target | string {
  const owner = selectedOwner(state);
  if (!owner) {
    const pod = selectedPod(state);
    return pod ? (onService(state, pod) ?? toPod(pod)) : 'no Pod is selected';
  }
  const node = ownerTree(state).node(owner.key);
  if (!node) return 'a port-forward leads to a Pod or an owner: select one';
  const { kind, name, apiVersion, namespace } = node;
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const typed = group ? `${kind}.${version}.${group}` : kind;
  const pods: Pod[] = [];
  for (const pod of podsUnder(state, owner)) if (pods.push(pod) >= LOOKED_AT) break;
  return { namespace, target: { kind: typed, name }, title: owner.title, pods };
}

/** One for each port, so that each can be stopped. */
const forwardTo = ({ namespace, target }: Target, ports: readonly PortPair[]): readonly Action[] =>
  ports.map((pair) => ({
    type: 'forward',
    request: { namespace, target, ports: [pair], addresses: ADDRESSES },
  }));

/** The ports that are declared, listened on, probed or led to; of TCP, since nothing else goes through. */
function offered(state: State, target: Target): readonly Choice[] {
  if (target.service) return ofService(target, target.service);
  const rows = new Map<number, PortRow>();
  for (const pod of target.pods)
    for (const row of networkOf(state, pod).ports)
      if (row.protocol === 'TCP' && !rows.has(row.port)) rows.set(row.port, row);
  return [...rows.values()].map((row) => ({
    label: `${row.port}`,
    note: noteOf(row),
    actions: forwardTo(target, [{ local: undefined, remote: `${row.port}` }]),
  }));
}

function ofService(target: Target, service: Service): readonly Choice[] {
  const ports = forwardablePorts(service);
  return ports.map(({ name, port, targetPort }) => ({
    label: `${port}`,
    note: [...(name === undefined ? [] : [name]), `leads to ${targetPort || port}`].join(' · '),
    actions: forwardTo(target, [{ local: undefined, remote: `${port}` }]),
  }));
}

/** `http of nginx-container · nginx listens`, `Service web leads here` */
function noteOf({ declared, listener, services }: PortRow): string {
  const named = declared.map(({ name, container }) =>
    name === undefined ? container : `${name} of ${container}`,
  );
  const leading = declared.length > 0 ? [] : services.map(({ name }) => `Service ${name} leads here`);
  const names = typeof listener === 'string' ? [] : listener.owners.map(({ name }) => name);
  const heard = names.length > 0 ? `${names.join(', ')} listens` : 'somebody listens';
  const listens = { unknown: [], nobody: ['nobody listens'] };
  return [...named, ...leading, ...(typeof listener === 'string' ? listens[listener] : [heard])].join(' · ');
}

function pick(state: State, target: Target): readonly Action[] {
  const choices = offered(state, target);
  if (choices.length === 0 && target.service) return remark(`${target.title} has no port: move to its Pod`);
  if (choices.length === 0)
    return remark(
      `${target.pods.length === 0 ? `${hasNoPods(state, target.title)} to tell ports` : `${target.title} declares no port`} · :forward 8080 or :forward 8080:80 forwards any`,
    );
  const title = `Forward a port of ${target.title}`;
  const { of } = target;
  const picker: Choices = { title, choices, empty: AS_TYPED, typed: 'forward', ...(of && { of }) };
  return [{ type: 'open', overlay: 'picker', with: picker }];
}

function forward(state: State, typed: string): readonly Action[] {
  const target = selected(state);
  if (typeof target === 'string') return remark(target);
  if (typed === '') return pick(state, target);
  const ports = typed.split(/\s+/).map(portPair);
  const wrong = ports.find((pair) => typeof pair === 'string');
  if (wrong !== undefined) return [say(wrong, 'failing')];
  return forwardTo(
    target,
    ports.filter((pair) => typeof pair !== 'string'),
  );
}

/** Ports of what is selected, on this machine. */
export const forwarding: readonly Command[] = [
  {
    id: 'forward',
    keys: ['F'],
    title: 'port-forward: asks for the port',
    word: 'forward',
    takes: '[LOCAL:]PORT …',
    scope: 'global',
    when: (context) => {
      const able = whenAbleTo('forward')(context);
      const target = able === true ? selected(context.state) : able;
      return typeof target !== 'string' || target;
    },
    run: ({ state }, typed = '') => forward(state, typed.trim()),
  },
  {
    id: 'forwards',
    keys: [],
    title: 'port-forwards: where they lead, what goes through; stops them',
    word: 'pf',
    scope: 'global',
    run: () => [{ type: 'open', overlay: 'forwards' }],
  },
];
