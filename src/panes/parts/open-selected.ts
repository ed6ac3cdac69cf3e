import { type Command, remark } from '../../commands/command.ts';

/** Enter on a row: it is chosen, and an overlay tells all that is known of it. */
export function openSelected(pane: string, overlay: string): Command {
  return {
    id: `${pane}-open`,
    keys: ['enter'],
    title: `the ${overlay} whole`,
    hint: 'open',
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
