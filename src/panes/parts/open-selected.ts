import { type Command, remark } from '../../commands/command.ts';

/** A key on a row: it is chosen, and an overlay tells all that is known of it. */
export function openSelected(pane: string, overlay: string, key = 'enter', hint = 'open'): Command {
  return {
    id: `${pane}-open`,
    keys: [key],
    title: `the ${overlay} whole`,
    hint,
    scope: `pane:${pane}`,
    run: ({ pane: { list } }) => {
      const { cursor, model, select } = list ?? {};
      if (cursor === undefined || !select || (model?.indexOf(cursor) ?? -1) < 0)
        return remark(`there is no ${overlay}`);
      return [
        { type: 'select', selection: select(cursor) },
        { type: 'open', overlay },
      ];
    },
  };
}
