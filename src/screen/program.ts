import { ableNow, commandFor } from '../commands/keys/resolve.ts';
import type { Command, CommandContext, CommandScope, FocusedPane, TopOverlay } from '../commands/command.ts';
import { leavingText } from '../commands/quitting.ts';
import { keyLabel } from '../commands/keys/key-label.ts';
import { type Feed, isList } from '../model/feed.ts';
import { onceEachText } from '../model/once-each.ts';
import { WORKLOAD_KINDS } from '../model/kinds/kinds.ts';
import { lists, podsAreAwaited } from '../store/selectors/lists.ts';
import { aroundFeeds } from '../store/selectors/fares/around.ts';
import { eventsFeeds, lackingFeeds } from '../store/selectors/fares/events.ts';
import { lastWordsFeeds } from '../store/selectors/fares/last-words.ts';
import { optionalFeeds } from '../store/selectors/anatomy/optional-keys.ts';
import { referencesFeeds } from '../store/selectors/anatomy/references.ts';
import { partsFeeds } from '../store/selectors/anatomy/volumes.ts';
import { rightsFeeds } from '../store/selectors/able-to.ts';
import { namespaceFeeds } from '../store/selectors/namespace.ts';
import { heldFeeds } from '../store/selectors/selected/deleted-feeds.ts';
import { wantedFeeds } from '../store/selectors/selected/wanted.ts';
import { nodesFeeds } from '../store/selectors/nodes.ts';
import { SLOTS, type Slot } from '../store/look.ts';
import type { State } from '../store/state.ts';
import { type Line, span } from '../view/block.ts';
import { BOLD, styleOf } from '../view/frame.ts';
import type { Extent } from '../view/composer.ts';
import type { PaneFrame, ScreenModel } from '../view/screen-model.ts';
import type { Pane } from '../panes/define-pane.ts';
import type { Overlay } from '../overlays/define-overlay.ts';
import type { Owns } from '../store/own.ts';
import { layout } from '../view/layout.ts';
import { copyingLines } from './copies.ts';
import { header } from './header/header.ts';
import { messageLine } from './message-line.ts';
import { verdictOf } from './verdict-view.ts';

/** The commands whose keys stay in the footer, however narrow it is. */
const ALWAYS: readonly string[] = ['help', 'quit-or-back'];

/** The panes, the overlays and the commands of the program, and what of them is on show in a state. */
export class Program {
  readonly commands: readonly Command[];
  /** What overlays keep, for the store. */
  readonly owns: Owns;
  private readonly offers = new Map<string, readonly Command[]>();
  private readonly bySlot: ReadonlyMap<Slot, readonly Pane[]>;
  /** The titles of what stands in each slot. */
  private readonly titles: ReadonlyMap<Slot, PaneFrame['tabs']>;

  constructor(
    private readonly panes: readonly Pane[],
    private readonly overlays: readonly Overlay[],
    globalCommands: readonly Command[],
  ) {
    this.commands = [...globalCommands, ...[...panes, ...overlays].flatMap(({ commands }) => commands)];
    const kept = [...panes.flatMap(({ keeps = [] }) => keeps), ...overlays];
    this.owns = new Map(kept.map(({ id, own }) => [id, own]));
    this.bySlot = new Map(SLOTS.map((slot) => [slot, panes.filter((pane) => pane.slot === slot)]));
    this.titles = new Map(
      SLOTS.map((slot) => [slot, this.tabsOf(slot).map(({ id, title }) => ({ id, title }))]),
    );
  }

  tabsOf(slot: Slot): readonly Pane[] {
    return this.bySlot.get(slot) ?? [];
  }

  /** The pane on show in a slot: the tab that was picked, else the first. */
  active(state: State, slot: Slot): Pane | undefined {
    const tabs = this.tabsOf(slot);
    return tabs.find(({ id }) => id === state.look.tabs[slot]) ?? tabs[0];
  }

  /** The panes on show. A folded pane is: it has its line. */
  onShow(state: State): readonly Pane[] {
    const { focus, zoomed, peek, size } = state.look;
    const { panes } = layout({ ...size, focus, zoomed, tall: false, wide: peek?.slot });
    const slots =
      panes.length === 0 ? SLOTS : SLOTS.filter((slot) => panes.some((pane) => pane.slot === slot));
    return slots.flatMap((slot) => this.active(state, slot) ?? []);
  }

  /** The overlays that are open, the last on top. */
  private opened(state: State): readonly Overlay[] {
    return state.look.overlays.flatMap((id) => this.overlays.find((overlay) => overlay.id === id) ?? []);
  }

  /** What is to be kept fed: what panes on show and open overlays need. */
  readonly needs = (state: State): readonly Feed[] => {
    const of = (some: readonly { needs?: Pane['needs'] }[]): readonly Feed[] =>
      some.flatMap(({ needs }) => needs?.(state) ?? []);
    // Counts in the header and the verdict are of Pods and their owners, whatever is on show; a shell is offered everywhere.
    const panes = [
      ...lists(state, 'pods', ...WORKLOAD_KINDS),
      ...rightsFeeds(state),
      ...namespaceFeeds(state),
      ...wantedFeeds(state),
      ...referencesFeeds(state),
      ...optionalFeeds(state),
      ...partsFeeds(state),
      ...lastWordsFeeds(state),
      ...eventsFeeds(state),
      ...lackingFeeds(state),
      ...aroundFeeds(state),
      ...nodesFeeds(state),
      ...of(this.onShow(state)),
    ];
    const now = podsAreAwaited(state) ? panes.filter((feed) => !isList(feed) || feed.kind === 'pods') : panes;
    return heldFeeds(state, [...now, ...of(this.opened(state))]);
  };

  /** What commands know of the focused pane; the extent is how it was last on show. */
  context(state: State, extentOf: (pane: string) => Extent): CommandContext {
    const pane = this.active(state, state.look.focus);
    const tabsOf = (slot: Slot): readonly string[] => this.tabsOf(slot).map(({ id }) => id);
    if (!pane) throw new Error(`no pane stands in slot ${state.look.focus}`);
    const list = pane.list?.(state);
    const { foundAt } = pane;
    const { room, ...extent } = extentOf(pane.id);
    const focused: FocusedPane = {
      id: pane.id,
      title: pane.title,
      slot: pane.slot,
      ...(list && { list }),
      listIn: (other) => pane.list?.(other),
      filters: pane.filters ?? false,
      sorts: pane.sorts ?? [],
      ...(pane.find && { find: (text, from, by) => pane.find?.(state, text, from, by) }),
      ...(foundAt && room > 0 && { foundAt: (text, line) => foundAt(state, text, line, room) }),
      found: pane.found?.(state) ?? '',
      lacks: (text) => pane.lacks?.(state, text) ?? `no line has ${text}`,
      ...extent,
      lines: pane.lines?.(state) ?? 0,
      firstLine: pane.firstLine?.(state) ?? 0,
      tabs: tabsOf(state.look.focus),
    };
    return { state, commands: this.commands, pane: focused, tabsOf };
  }

  /** What keys need to know of the overlay on top. */
  topOverlay(context: CommandContext): TopOverlay | undefined {
    const top = this.opened(context.state).at(-1);
    return (
      top && {
        id: top.id,
        modal: top.modal ?? true,
        types: top.paste !== undefined && (top.modal ?? true),
        click: (row, double) => top.click?.(context, row, double) ?? [],
        press: (key) => top.press?.(context, key) ?? [],
        paste: (line) => top.paste?.(context, line) ?? [],
      }
    );
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
  screen(state: State, extentOf: (pane: string) => Extent): ScreenModel {
    const context = this.context(state, extentOf);
    const { message } = state.look;
    const opened = this.opened(state);
    const prompt = opened.at(-1)?.prompt?.(context);
    const verdict = verdictOf(state);
    const hints = this.hints(context);
    return {
      now: state.look.now,
      ...header(state),
      panes: SLOTS.flatMap((slot) => this.frame(state, slot)),
      focus: state.look.focus,
      zoomed: state.look.zoomed,
      wide: state.look.peek?.slot,
      ...(verdict && { verdict }),
      footer: [...copyingLines(state), ...hints.filter(({ always }) => !always).map(({ line }) => line)],
      footerRight: hints.filter(({ always }) => always).map(({ line }) => line),
      ...(message && { message: messageLine(message, state.look.size.columns - 2) }),
      ...(prompt && { prompt }),
      leaving: leavingText(state),
      overlays: opened.flatMap((overlay) => overlay.view?.(context) ?? []),
    };
  }

  private frame(state: State, slot: Slot): PaneFrame[] {
    const pane = this.active(state, slot);
    if (!pane) return [];
    const tabs = this.titles.get(slot) ?? [];
    return [
      {
        id: pane.id,
        slot,
        tabs,
        view: pane.view(state),
        focused: state.look.focus === slot,
        tall: pane.tall ?? false,
      },
    ];
  }

  /**
   * The footer: every command that has a hint, is what its key does here, and would do something now. Where an overlay
   * takes all keys, those of the panes do nothing: of its own its foot tells.
   */
  private hints(context: CommandContext): { readonly always: boolean; readonly line: Line }[] {
    const { pane } = context;
    const overlay = this.topOverlay(context);
    const scopes: readonly CommandScope[] = overlay?.modal
      ? [`overlay:${overlay.id}`]
      : [`pane:${pane.id}`, 'global'];
    return this.offered(scopes, overlay?.modal ? undefined : pane.id).flatMap((command) => {
      const key = command.keys[0];
      if (command.hint === undefined || key === undefined) return [];
      if (ableNow(command, context) !== true) return [];
      const word = typeof command.hint === 'string' ? command.hint : command.hint(context);
      return word === '' ? [] : [{ always: ALWAYS.includes(command.id), line: hintLine(`${key} ${word}`) }];
    });
  }

  /** The commands of some scopes that have a hint, in a pane those alone that its keys stand for: the same for all states. */
  private offered(scopes: readonly CommandScope[], pane: string | undefined): readonly Command[] {
    const place = scopes.join(' ');
    const known = this.offers.get(place);
    if (known) return known;
    const isMeant = (command: Command): boolean =>
      pane === undefined || commandFor(this.commands, pane, command.keys[0] ?? '') === command;
    const made = scopes
      .flatMap((wanted) => this.commands.filter(({ scope }) => scope === wanted))
      .filter((command) => command.hint !== undefined && command.keys.length > 0 && isMeant(command));
    this.offers.set(place, made);
    return made;
  }
}

/** A key and what it does, as the footer has them: the same line as long as it says the same. */
const hintLine = onceEachText((hint: string): Line => {
  const [key = '', ...words] = hint.split(' ');
  const parts = [span(keyLabel(key), styleOf('key', BOLD)), span(` ${words.join(' ')}`, styleOf('muted'))];
  return parts.map((part) => ({ ...part, press: key }));
});
