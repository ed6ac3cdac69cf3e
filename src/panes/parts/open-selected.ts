import type { Command, FocusedPane } from '../../commands/command.ts';
import type { Selection } from '../../store/look.ts';

/** The row that the cursor is on: its key, and what choosing it selects; undefined where there is none. */
export function rowUnder({
  list,
}: FocusedPane): { readonly key: string; readonly selection: () => Selection } | undefined {
  const { cursor, model, select } = list ?? {};
  if (cursor === undefined || !select || (model?.indexOf(cursor) ?? -1) < 0) return undefined;
  return { key: cursor, selection: () => select(cursor) };
}

/** A key on a row: it is chosen, and an overlay tells all that is known of it. */
export function openSelected(pane: string, overlay: string, key = 'enter', hint = 'open'): Command {
  return {
    id: `${pane}-open`,
    keys: [key],
    title: `the ${overlay} whole`,
    hint,
    scope: `pane:${pane}`,
    when: (context) => rowUnder(context.pane) !== undefined || `there is no ${overlay}`,
    run: (context) => {
      const row = rowUnder(context.pane);
      return row
        ? [
            { type: 'select', selection: row.selection() },
            { type: 'open', overlay },
          ]
        : [];
    },
  };
}
