import { containersOf } from '../../model/containers.ts';
import type { Overlay } from '../look.ts';
import type { State } from '../state.ts';
import { selectedPod } from './selection.ts';

export interface PickerItem {
  readonly key: string;
  readonly label: string;
  /** What is to be known about it, beside it. */
  readonly note: string;
}

export interface PickerList {
  readonly title: string;
  readonly items: readonly PickerItem[];
  /** Why there is nothing (yet), and what can be done all the same. */
  readonly empty: string;
  /** Why the list may not be all there is. */
  readonly warning?: string;
}

type Picker = Extract<Overlay, { type: 'picker' }>;

export const ALL_NAMESPACES = '(all namespaces)';

/** What a picker offers, narrowed to what was typed. */
export function pickerList(state: State, picker: Picker): PickerList {
  const whole = LISTS[picker.purpose](state);
  const typed = picker.typed.toLowerCase();
  return { ...whole, items: whole.items.filter((item) => item.label.toLowerCase().includes(typed)) };
}

const LISTS: Readonly<Record<Picker['purpose'], (state: State) => PickerList>> = {
  namespace: namespaces,
  context: (state) => ({
    title: 'Context',
    items: state.look.contexts.map(({ name, namespace }) => ({
      key: name,
      label: name,
      note: name === state.cluster.context ? 'now' : `namespace ${namespace}`,
    })),
    empty: 'no context has this name',
  }),
  shell: shells,
};

function namespaces(state: State): PickerList {
  const names = [...state.cluster.tables.namespaces.values()]
    .map((namespace) => namespace.metadata.name)
    .sort();
  const items = names.map((name) => ({
    key: name,
    label: name,
    note: name === state.look.place.namespace ? 'now' : '',
  }));
  const all = { key: '', label: ALL_NAMESPACES, note: state.look.place.namespace === undefined ? 'now' : '' };
  const status = state.cluster.kinds.namespaces;
  const empty = 'enter takes the name as it is typed';
  const reason = status.failure?.message ?? 'loading the namespaces';
  const warning = status.listed ? {} : { warning: `${reason}; type a name and press enter` };
  return { title: 'Namespace', items: [all, ...items], empty, ...warning };
}

function shells(state: State): PickerList {
  const pod = selectedPod(state);
  const containers = pod ? containersOf(pod) : [];
  const items = containers.map(({ name, state: { text } }) => ({ key: name, label: name, note: text }));
  return {
    title: `Shell in a container of ${pod?.metadata.name ?? '–'}`,
    items,
    empty: 'no container has this name',
  };
}
