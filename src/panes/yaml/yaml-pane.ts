import type { KubeObject } from '../../model/kinds/objects.ts';
import { kubectlCommand } from '../../model/text/command-place.ts';
import { SearchedLines } from '../../model/text/searched-lines.ts';
import { madeOnce } from '../../store/kept.ts';
import { commandPlace } from '../../store/selectors/command-place.ts';
import { fedBy } from '../../store/selectors/lists.ts';
import { selectedObject, selectedObjectFeed } from '../../store/selectors/selected/selected-object.ts';
import { wentFirst } from '../../store/selectors/selected/selected-pod.ts';
import type { State } from '../../store/state.ts';
import { noteOf } from '../parts/no-pod.ts';
import { notFetched } from '../parts/not-fetched.ts';
import { defineTextTab, NO_LINES } from '../parts/text-tab.ts';
import { withoutSecrets } from './without-secrets.ts';
import { yamlLines } from './yaml-lines.ts';
import { yamlPart } from './yaml-part.ts';

export const yamlPane = defineTextTab({
  id: 'yaml',
  title: 'YAML',
  slot: 4,
  needs: (state) => {
    const feed = selectedObjectFeed(state);
    return feed ? [feed] : [];
  },
  lines: linesOf,
  instead: (state) => {
    const feed = selectedObjectFeed(state);
    return feed ? notFetched(state, feed) : { tone: 'muted', text: 'nothing is selected' };
  },
  of: (state) => {
    const object = selectedObject(state);
    const feed = selectedObjectFeed(state);
    if (!object || !feed) return '';
    const title = `${object.ref.kind} ${object.ref.name}`;
    const told = noteOf(state, object.uid, title);
    return told === title && wentFirst(state, feed) ? `${title} · deleted` : told;
  },
  part: yamlPart,
});

/** What prints all of it. */
function wholeBy(state: State, { metadata }: KubeObject): string {
  const kind = selectedObject(state)?.ref.kind ?? 'KIND';
  const place = commandPlace(state, metadata.namespace);
  return kubectlCommand(['get', `${kind}/${metadata.name}`], place, ['-o', 'yaml']);
}

const WRITTEN = madeOnce<SearchedLines>();

/** The lines of the object on show: written once. */
function linesOf(state: State): SearchedLines {
  const feed = selectedObjectFeed(state);
  const object = feed && fedBy(state, feed).data;
  if (!object) return NO_LINES;
  return state.cluster.kept.once(
    WRITTEN,
    [object],
    () => new SearchedLines(yamlLines(withoutSecrets(object), wholeBy(state, object))),
  );
}
