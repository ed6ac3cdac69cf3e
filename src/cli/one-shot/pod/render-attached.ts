import type { Attached } from '../../../model/attached/attached.ts';
import { attachedKind, attachedName, attachedState } from '../../../model/attached/attached-words.ts';
import { GLYPHS } from '../../../view/glyphs.ts';
import { renderTable } from '../render-table.ts';

/** What hangs on a Pod, in `podscope pod NAME -o json`. */
export interface AttachedJson {
  readonly apiVersion: string;
  readonly kind: string;
  /** Null: whether there are any of the kind is not known. */
  readonly name: string | null;
  /** What for; null where its kind says it. */
  readonly for: string | null;
  /** `absent`: not there, and it need not be. */
  readonly state: Attached['state'];
  /** `2/2` of what counts something. */
  readonly counts: string | null;
  /** What else is to be said of it. */
  readonly note: string | null;
  /** It does not do what it is for, or is missing. */
  readonly troubled: boolean;
}

/** What hangs on a Pod, a line each. */
export function renderAttached(all: readonly Attached[]): string {
  const rows = all.map((one) => [
    markOf(one),
    attachedKind(one),
    attachedName(one),
    one.ready ?? (attachedState(one) || one.state),
    one.how || '–',
    one.note ?? '–',
  ]);
  const table = renderTable([['', 'KIND', 'NAME', 'STATE', 'FOR', 'SAYS'], ...rows]);
  return `ATTACHED what hangs on it, or it on that\n${rows.length === 0 ? 'none\n' : table}`;
}

function markOf({ state, troubled }: Attached): string {
  if (state === 'missing') return GLYPHS.failing;
  if (state === 'there') return troubled ? GLYPHS.progress : '·';
  return GLYPHS.waiting;
}

/** The same for programs. */
export const attachedJson = (all: readonly Attached[]): readonly AttachedJson[] =>
  all.map(({ apiVersion, kind, name, how, state, ready, note, troubled = false }) => ({
    apiVersion,
    kind,
    name: name === '' ? null : name,
    for: how === '' ? null : how,
    state,
    counts: ready ?? null,
    note: note ?? null,
    troubled: troubled || state === 'missing',
  }));
