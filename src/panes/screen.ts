import { commandFor } from '../commands/resolve.ts';
import type { Command, CommandContext, FocusedPane } from '../commands/command.ts';
import { completions } from '../commands/palette.ts';
import type { KindId } from '../model/kinds.ts';
import { verdict } from '../model/diagnosis.ts';
import { selectedPod } from '../store/selectors/selection.ts';
import { SLOTS, type Slot } from '../store/look.ts';
import type { State } from '../store/state.ts';
import { type Line, span } from '../view/block.ts';
import { BOLD, styleOf } from '../view/frame.ts';
import type { OverlayView, PaneFrame, ScreenModel } from '../view/screen-model.ts';
import type { Pane } from './define-pane.ts';
import { glyph, healthStyle } from './glyphs.ts';
import { headerLeft, headerRight } from './header.ts';
import { keyLabel, overlayView } from './overlays.ts';

/** The commands whose keys stay in the footer, however narrow it is. */
const ALWAYS: readonly string[] = ['help', 'quit-or-back'];

/** The panes and the commands of the program, and what of them is on show in a state. */
export class Panes {
  readonly commands: readonly Command[];

  constructor(
    private readonly panes: readonly Pane[],
    globalCommands: readonly Command[],
  ) {
    this.commands = [...globalCommands, ...panes.flatMap((pane) => pane.commands)];
  }

  tabsOf(slot: Slot): readonly Pane[] {
    return this.panes.filter((pane) => pane.slot === slot);
  }

  /** The pane on show in a slot: the tab that was picked, else the first. */
  active(state: State, slot: Slot): Pane | undefined {
    const tabs = this.tabsOf(slot);
    return tabs.find(({ id }) => id === state.look.tabs[slot]) ?? tabs[0];
  }

  /** The panes on show. A folded pane is: it has its line. */
  onShow(state: State): readonly Pane[] {
    const slots = state.look.zoomed ? [state.look.focus] : SLOTS;
    return slots.flatMap((slot) => this.active(state, slot) ?? []);
  }

  /** The kinds that what is on show, and a picker that is open, need. */
  readonly needs = (state: State): readonly KindId[] => {
    const picking = state.look.overlay?.type === 'picker' && state.look.overlay.purpose === 'namespace';
    const typing = state.look.overlay?.type === 'prompt' && state.look.overlay.purpose === 'command';
    const kinds = this.onShow(state).flatMap((pane) => pane.needs(state));
    // Counts in the header and the selection are of Pods, whatever is on show.
    return ['pods', ...kinds, ...(picking || typing ? (['namespaces'] as const) : [])];
  };

  readonly wantsDocument = (state: State): boolean => this.onShow(state).some((pane) => pane.wantsDocument);

  /** What commands know of the focused pane; `page` is how many rows it showed last. */
  context(state: State, pageOf: (pane: string) => number): CommandContext {
    const pane = this.active(state, state.look.focus);
    const tabsOf = (slot: Slot): readonly string[] => this.tabsOf(slot).map(({ id }) => id);
    if (!pane) throw new Error(`no pane stands in slot ${state.look.focus}`);
    const list = pane.list?.(state);
    const focused: FocusedPane = {
      id: pane.id,
      slot: pane.slot,
      ...(list && { list }),
      ...(pane.find && { find: (text, from, by) => pane.find?.(state, text, from, by) }),
      page: pageOf(pane.id),
      lines: pane.lines?.(state) ?? 0,
      tabs: tabsOf(state.look.focus),
    };
    const context = { state, pane: focused, tabsOf };
    const overlayLines = (): number => this.overlay({ ...context, overlayLines: () => 0 })?.lines.length ?? 0;
    return { ...context, overlayLines };
  }

  /** The key of the row that a pane's table shows at an index; undefined where there is none. */
  rowAt(state: State, slot: Slot, index: number): string | undefined {
    const pane = this.active(state, slot);
    const body = pane?.view(state).body;
    if (body?.type !== 'table' || index < 0 || index >= body.count) return undefined;
    const { key } = body.row(index);
    return (pane?.list?.(state).model.indexOf(key) ?? -1) < 0 ? undefined : key;
  }

  /** The whole screen of a state. */
  screen(state: State, pageOf: (pane: string) => number): ScreenModel {
    const context = this.context(state, pageOf);
    const { message, overlay } = state.look;
    const view = this.overlay(context);
    const prompt = overlay?.type === 'prompt' ? this.prompt(state, overlay.text, overlay.purpose) : undefined;
    return {
      now: state.look.now,
      headerLeft: headerLeft(state),
      headerRight: headerRight(state),
      panes: SLOTS.flatMap((slot) => this.frame(state, slot)),
      focus: state.look.focus,
      zoomed: state.look.zoomed,
      footer: this.hints(context, ({ id }) => !ALWAYS.includes(id)),
      footerRight: this.hints(context, ({ id }) => ALWAYS.includes(id)),
      ...(message && { message: [span(message.text, styleOf(message.tone, BOLD))] }),
      ...(prompt && { prompt }),
      ...(view && { overlay: view }),
    };
  }

  private overlay(context: CommandContext): OverlayView | undefined {
    const { overlay } = context.state.look;
    return overlay && overlayView(overlay, context, this.commands);
  }

  private frame(state: State, slot: Slot): PaneFrame[] {
    const pane = this.active(state, slot);
    if (!pane) return [];
    const tabs = this.tabsOf(slot).map(({ id, title }) => ({ id, title }));
    const head = slot === 3 ? verdictOf(state) : undefined;
    return [
      {
        id: pane.id,
        slot,
        tabs,
        view: pane.view(state),
        focused: state.look.focus === slot,
        ...(head && { head }),
      },
    ];
  }

  private prompt(
    state: State,
    text: string,
    purpose: 'filter' | 'command',
  ): NonNullable<ScreenModel['prompt']> {
    const completion =
      purpose === 'command' && text !== '' ? completions(this.commands, state, text)[0] : undefined;
    return { label: purpose === 'filter' ? '/' : ':', text, ghost: completion?.slice(text.length) ?? '' };
  }

  /** The footer: every command that has a hint and is what its key does here. */
  private hints(context: CommandContext, wanted: (command: Command) => boolean): Line[] {
    const { pane } = context;
    const own = this.commands.filter(({ scope }) => scope === `pane:${pane.id}`);
    const global = this.commands.filter(({ scope }) => scope === 'global');
    return [...own, ...global].flatMap((command): Line[] => {
      const key = command.keys[0];
      if (command.hint === undefined || key === undefined || !wanted(command)) return [];
      if (commandFor(this.commands, pane.id, key) !== command) return [];
      if ((command.when?.(context) ?? true) !== true) return [];
      return [[span(keyLabel(key), styleOf('key', BOLD)), span(` ${command.hint}`, styleOf('muted'))]];
    });
  }
}

/** For whatever Pod is selected: what is wrong with it, or what its containers share. */
function verdictOf(state: State): PaneFrame['head'] {
  const pod = selectedPod(state);
  if (!pod) return undefined;
  const { health, text } = verdict(pod, state.look.now);
  return { mark: glyph(health), text, style: healthStyle(health) };
}
