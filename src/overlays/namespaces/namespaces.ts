import type { Choice, Choices } from '../../commands/choice.ts';
import { lists, standingOf } from '../../store/selectors/lists.ts';
import { definePick } from '../parts/pick.ts';

/** Switches the namespace: the list follows the cluster, and where it may not be had a name is typed. */
export const namespaces = definePick({
  id: 'namespaces',
  needs: (state) => lists(state, 'namespaces'),
  choices: (state): Choices => {
    const { cluster, look } = state;
    const names = [...cluster.tables.namespaces.values()].map(({ metadata }) => metadata.name).sort();
    const choice = (label: string, namespace: string | undefined): Choice => ({
      label,
      note: namespace === look.place.namespace ? 'now' : '',
      actions: [{ type: 'namespace', namespace }],
    });
    const { complete, failure } = standingOf(state, 'namespaces');
    const reason = failure?.message ?? 'loading the namespaces';
    return {
      title: 'Namespace',
      choices: [choice('(all namespaces)', undefined), ...names.map((name) => choice(name, name))],
      empty: 'enter takes the name as it is typed',
      ...(!complete && { warning: `${reason}; type a name and press enter` }),
    };
  },
  typed: (namespace) => [{ type: 'namespace', namespace }],
});
