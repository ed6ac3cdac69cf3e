import { labelsText } from '../../store/selectors/labels-asked.ts';
import { columnAsked, joiningWord, OF_OBJECTS, readsAsExpression } from '../../store/selectors/matcher.ts';
import { paneState, type State } from '../../store/state.ts';

/**
 * What a pane says where its filter keeps nothing: `no Pod matches /x`, `no Pod matches -l app=web and /x`.
 *
 * @param labels what else narrows its rows
 */
export function noMatch(state: State, pane: string, nothing: string, labels = ''): string {
  const { filter } = paneState(state, pane);
  const by = [labels, `/${filter}`].filter((text) => text !== '').join(' and ');
  return `${nothing} matches ${by}${readAs(filter, OF_OBJECTS.has(pane))} (esc clears the filter)`;
}

/** How a filter was read, where another way may have been meant; `forms`: whether it may have more than texts. */
function readAs(filter: string, forms: boolean): string {
  const word = joiningWord(filter);
  if (word !== undefined) {
    const ways = forms ? '!a !b status=c asks for all, /a|b/ for either' : '!a !b leaves out both';
    return `, where ${word} is a word as any other · ${ways}`;
  }
  const [column, value] = (forms && columnAsked(filter)) || [];
  if (column !== undefined) return `, which asks for all of ${column.toUpperCase()}: /${value} finds a part`;
  return forms && readsAsExpression(filter) ? ' as a text, /re/ is an expression' : '';
}

/** `namespace default`, or `any namespace`. */
export function whereText({ look }: State): string {
  return look.place.namespace === undefined ? 'any namespace' : `namespace ${look.place.namespace}`;
}

/** Where Pods are listed by labels: ` that matches -l app=web`. */
export function thatMatches(state: State): string {
  const labels = labelsText(state);
  return labels === '' ? '' : ` that matches ${labels}`;
}

/** Where labels keep no Pod at all: that there may be others. Undefined without any. */
export function noneByLabels(state: State): string | undefined {
  const labels = labelsText(state);
  return labels === '' ? undefined : `no Pod in ${whereText(state)} matches ${labels}`;
}
