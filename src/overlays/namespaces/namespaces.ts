import type { Choice, Choices } from '../../commands/choice.ts';
import type { KubeObject } from '../../model/objects.ts';
import { Table } from '../../model/table.ts';
import type { Derived } from '../../store/kept.ts';
import { lists, standingOf } from '../../store/selectors/lists.ts';
import type { State } from '../../store/state.ts';
import { definePick } from '../parts/pick.ts';

interface Offered {
  readonly of: Table<KubeObject>;
  readonly now: string | undefined;
  readonly choices: readonly Choice[];
}

const OFFERED: Derived<Offered> = { initial: { of: Table.empty(), now: undefined, choices: [] } };

/** Made once for a list and where one is: a cluster may have thousands, and each key asks for them. */
function choicesOf({ cluster, look }: State): readonly Choice[] {
  const { namespaces: of } = cluster.tables;
  const { namespace: now } = look.place;
  return cluster.kept.next(OFFERED, (last) => {
    if (last.of === of && last.now === now && last.choices.length > 0) return last;
    const names = [...of.values()].map(({ metadata }) => metadata.name).sort();
    const choice = (label: string, namespace: string | undefined): Choice => ({
      label,
      note: namespace === now ? 'now' : '',
      actions: [{ type: 'namespace', namespace }],
    });
    const choices = [choice('(all namespaces)', undefined), ...names.map((name) => choice(name, name))];
    return { of, now, choices };
  }).choices;
}

/** Switches the namespace: the list follows the cluster, and where it may not be had a name is typed. */
export const namespaces = definePick({
  id: 'namespaces',
  needs: (state) => lists(state, 'namespaces'),
  choices: (state): Choices => {
    const { complete, failure } = standingOf(state, 'namespaces');
    const reason = failure?.message ?? 'loading the namespaces';
    return {
      title: 'Namespace',
      choices: choicesOf(state),
      empty: 'enter takes the name as it is typed',
      ...(!complete && { warning: `${reason}; type a name and press enter` }),
    };
  },
  typed: (namespace) => [{ type: 'namespace', namespace }],
});
