import type { CommandPlace } from '../model/text/command-place.ts';
import type { ContextInfo } from '../model/connection.ts';
import type { Pod } from '../model/kinds/objects.ts';
import type { Size } from '../model/size.ts';
import type { Told } from './messages/messages.ts';

export type Slot = 1 | 2 | 3 | 4;
export const SLOTS: readonly Slot[] = [1, 2, 3, 4];

/** The one selection that all panes show. What is undefined was not chosen by the user. */
export interface Selection {
  /** The row of the tree: the key of its object (see owner-place.ts), `namespace/NAME`, or `POD-UID/CONTAINER`. */
  readonly row?: string;
  /** The uid of the Pod; null where an owner without Pods was chosen. */
  readonly pod?: string | null;
  readonly container?: string;
  readonly volume?: string;
  /** A row of Namespaces: a kind of namespace. */
  readonly isolation?: string;
  /** A port of the Pod, as `80/TCP`, or another row of what is told of its network. */
  readonly port?: string;
  /** A row of the timeline. */
  readonly happening?: string;
  /** A process of the container: its number. */
  readonly process?: number;
  /** The same as the Pod's node numbers it, where it was chosen among what that sees. */
  readonly nodeProcess?: number;
  /** Which of these was chosen last: what belongs to it is marked in the other panes. */
  readonly last?: 'container' | 'volume' | 'port' | 'process';
  /** The selected Pod as it was last seen, once it is deleted while the user looks at it, and when that was heard: epoch ms. */
  readonly deleted?: { readonly pod: Pod; readonly at: number };
  /** A selected Pod that went: where one of the same name appears, it is selected. */
  readonly lost?: { readonly namespace: string; readonly name: string; readonly until: number };
}

/** What the Pods pane is narrowed to. */
export interface Scope {
  /** Of its row in the tree; the uid where all places of a cluster's object are meant. */
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly apiVersion?: string;
}

/** Where the user is in one cluster: found again when its context is switched back to. */
export interface Place {
  /** Undefined: all namespaces. */
  readonly namespace: string | undefined;
  /** The one Pod that is asked for, by its name, where Pods may not be listed. */
  readonly alone?: string;
  readonly scope: Scope | undefined;
  readonly selection: Selection;
  /** By pane, what the user folded (true) or unfolded (false); the rest is as the pane shows it by default. */
  readonly folds: Readonly<Record<string, ReadonlyMap<string, boolean>>>;
}

/** What is generic about panes, and about overlays of lines, by id. */
export interface PaneState {
  readonly filter: string;
  readonly sort: Sort;
  /** Columns (lists) or cells (text) scrolled sideways. */
  readonly sideways: number;
  /** The first line on show of what scrolls lines rather than moving a cursor; Infinity: the last ones. */
  readonly top: number;
  /** Why that one is: what stood there before filters changed. Another step of the user's forgets it. */
  readonly place: LinePlace | undefined;
}

/** A line that is to stay on show, or the next one that filters keep. */
export interface LinePlace {
  /** Whose line it is: of others it says nothing. */
  readonly of: string;
  /** Its number without any filter. */
  readonly line: number;
  /** Whether filters have looked that far. */
  readonly found: boolean;
}

export interface Sort {
  readonly by: SortKey;
  readonly descending: boolean;
}
export type SortKey = 'name' | 'age' | 'status' | 'restarts' | 'node';

/** Something that is told for a while, in words. */
export interface Message {
  readonly tone: 'plain' | 'failing';
  readonly text: string;
  /** The name in it, which is to be told from others by its end. */
  readonly name?: string;
  /** Epoch ms after which it goes; Infinity for what answers a key, and goes with the next one. */
  readonly until: number;
  /** Not worth keeping in `:messages`: that a key does nothing here, that this is the last row. */
  readonly slight?: true;
  /** It tells of something that runs, and is true no longer than that does: that all is being listed anew. */
  readonly while?: 'listing';
}

/** A tab that has the whole lower half for a look (YAML): where, and what closing it brings back. */
export interface Peek {
  readonly slot: Slot;
  readonly tab: string | undefined;
  readonly focus: Slot;
  readonly zoomed: boolean;
}

/** Where the user is, and what the screen is like. */
export interface Look {
  /** Epoch ms; moved by the clock's action. */
  readonly now: number;
  readonly size: Size;
  /** The kubeconfig's. */
  readonly contexts: readonly Pick<ContextInfo, 'name' | 'namespace'>[];
  readonly labelSelector: string | undefined;
  readonly readonly: boolean;
  /** The context that podscope was started with, and the flags that said so. */
  readonly started: { readonly context: string; readonly flags: CommandPlace };
  /** How much of logs is kept, in bytes. */
  readonly logMemory: number;
  readonly place: Place;
  /** The places of the contexts that were left, by context. */
  readonly places: ReadonlyMap<string, Place>;
  readonly focus: Slot;
  /** The tab on show in each slot that has several: a pane id. */
  readonly tabs: Readonly<Partial<Record<Slot, string>>>;
  readonly zoomed: boolean;
  readonly peek: Peek | undefined;
  readonly notWellOnly: boolean;
  readonly wide: boolean;
  readonly panes: Readonly<Record<string, PaneState>>;
  /** The overlays that are open, by id, the last on top. */
  readonly overlays: readonly string[];
  /** What overlays and panes keep of their own, by id: see own.ts. */
  readonly own: Readonly<Record<string, unknown>>;
  readonly message: Message | undefined;
  /** What was told besides the screen, the newest last: see `:messages`. */
  readonly messages: readonly Told[];
  /** The object that was named, on the command line or to go to, until it is seen and selected. */
  readonly wanted: Wanted | undefined;
}

export interface Wanted {
  readonly kind: string;
  readonly name: string;
  /** What is shown was narrowed after it was named: that stays, also where it hides this. */
  readonly narrowed?: true;
  /** The kind whose objects are listed in the namespace of this name where no object has it, as k9s has it behind a kind. */
  readonly listed?: string;
}

/** A namespace that nobody has looked at yet. */
export function placeIn(namespace: string | undefined): Place {
  return { namespace, scope: undefined, selection: {}, folds: {} };
}
