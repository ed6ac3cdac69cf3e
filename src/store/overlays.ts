import { own as ownValue } from '../model/own.ts';
import type { Action } from './actions.ts';
import type { Look } from './look.ts';
import type { Owns } from './own.ts';
import { DEFAULT_PANE } from './state.ts';

export type OverlayAction = Extract<Action, { readonly type: 'open' | 'close' | 'own' }>;

export function isOverlayAction(action: Action): action is OverlayAction {
  return action.type === 'open' || action.type === 'close' || action.type === 'own';
}

/** The stack of overlays, and what each keeps while it is open. An overlay that is opened again begins anew, on top. */
export function reduceOverlays(look: Look, action: OverlayAction, owns: Owns): Partial<Look> {
  switch (action.type) {
    case 'open': {
      const { overlay: id } = action;
      const own = { ...look.own, [id]: owns.get(id)?.initial(action.with) };
      const panes = { ...look.panes, [id]: { ...DEFAULT_PANE, top: owns.get(id)?.top ?? 0 } };
      return { overlays: [...look.overlays.filter((other) => other !== id), id], own, panes };
    }
    case 'close': {
      const { [look.overlays.at(-1) ?? '']: _, ...own } = look.own;
      return { overlays: look.overlays.slice(0, -1), own };
    }
    case 'own': {
      const own = owns.get(action.of);
      if (!own) return {};
      const before = ownValue(look.own, action.of) ?? own.initial(undefined);
      return { own: { ...look.own, [action.of]: own.reduce(before, action.action) } };
    }
  }
}
