import { failureText } from '../../model/refusal.ts';
import type { Choice, Choices } from '../../store/choice.ts';
import { toNamespace } from '../../commands/places.ts';
import { madeOnce } from '../../store/kept.ts';
import { lists, standingOf } from '../../store/selectors/lists.ts';
import { ownNamespaces } from '../../store/selectors/namespace.ts';
import type { State } from '../../store/state.ts';
import { definePick } from '../parts/pick.ts';

const OFFERED = madeOnce<readonly Choice[]>();

const ALL = '(all namespaces)';

/** Made once for a list and where one is: a cluster may have thousands, and each key asks for them. */
function choicesOf(state: State): readonly Choice[] {
  const { cluster, look } = state;
  const { namespaces: of } = cluster.tables;
  const { complete } = standingOf(state, 'namespaces');
  const { namespace: now } = look.place;
  return cluster.kept.once(OFFERED, [of, now, complete], () => {
    const listed = [...of.values()].map(({ metadata }) => metadata.name);
    const names = [...new Set([...listed, ...(complete ? [] : ownNamespaces(state))])].sort();
    const choice = (label: string, namespace: string | undefined): Choice => ({
      label,
      note: namespace === now ? 'now' : '',
      actions: [{ type: 'namespace', namespace }],
    });
    return [choice(ALL, undefined), ...names.map((name) => choice(name, name))];
  });
}

/** Switches the namespace: the list follows the cluster, and where it may not be had a name is typed. */
export const namespaces = definePick({
  id: 'namespaces',
  needs: (state) => lists(state, 'namespaces'),
  choices: (state): Choices => {
    const { complete, failure } = standingOf(state, 'namespaces');
    const reason = failure ? failureText(failure) : 'loading the namespaces';
    return {
      title: 'Namespace',
      choices: choicesOf(state),
      cursor: state.look.place.namespace ?? ALL,
      empty: 'enter takes the name as it is typed',
      ...(!complete && { warning: `${reason}; type a name and press enter` }),
    };
  },
  typed: {
    choice: (state, namespace) => ({
      label: namespace,
      note: 'as it is typed',
      actions: toNamespace(state, namespace),
    }),
    // Of a list that is not complete, the name itself may be meant, and not one that it is a part of.
    offered: (state) => !standingOf(state, 'namespaces').complete,
  },
});
