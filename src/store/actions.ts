import type { DebugContainer, Profile } from '../model/sessions/debug-container.ts';
import type { Capabilities } from '../model/capabilities.ts';
import type { OwnerResult } from '../model/connection.ts';
import type { Feed, FeedEvent } from '../model/feed.ts';
import type { LogEntry } from '../model/log.ts';
import type { CopyRequest, CopyTold } from '../model/copy/copy.ts';
import type { ForwardRequest, ForwardTold } from '../model/forward/forward.ts';
import type { Leftover } from '../model/processes/leftovers.ts';
import type { NodeLook } from '../model/processes/node-view.ts';
import type { ContainerRef, SessionStatus } from '../model/session.ts';
import type { Size } from '../model/size.ts';
import type { SessionKind } from '../model/sessions/session-kind.ts';
import type { LinePlace, Message, Scope, Selection, Slot, SortKey, Wanted } from './look.ts';

/** One feed's events of one frame. */
export interface FeedEvents {
  readonly feed: Feed;
  readonly events: readonly FeedEvent[];
}

/**
 * Everything that can happen. The last group asks something of the world: an effect hears it once it was
 * reduced, does it, and answers with an action.
 */
export type Action =
  // from the cluster
  | { readonly type: 'feed-opened'; readonly feed: Feed }
  | { readonly type: 'feed-closed'; readonly feed: Feed }
  | { readonly type: 'batch'; readonly batch: readonly FeedEvents[] }
  | { readonly type: 'owners'; readonly owners: readonly OwnerResult[] }
  | { readonly type: 'connected'; readonly capabilities: Capabilities }
  | { readonly type: 'version'; readonly version: string }
  // from the program itself
  | { readonly type: 'told'; readonly entry: LogEntry }
  | { readonly type: 'session'; readonly id: number; readonly status: SessionStatus }
  | { readonly type: 'forward-told'; readonly id: number; readonly told: ForwardTold }
  | { readonly type: 'copy-told'; readonly id: number; readonly told: CopyTold }
  // from the terminal and the clock
  | { readonly type: 'tick'; readonly now: number }
  | ({ readonly type: 'resize' } & Size)
  // from commands
  | { readonly type: 'select'; readonly selection: Selection }
  | { readonly type: 'focus'; readonly slot: Slot }
  | { readonly type: 'tab'; readonly slot: Slot; readonly pane: string }
  | { readonly type: 'zoom'; readonly zoomed: boolean }
  /** Opens a tab over the whole lower half, for a look; `unpeek` brings back what was before. */
  | { readonly type: 'peek'; readonly slot: Slot; readonly pane: string }
  | { readonly type: 'unpeek' }
  | { readonly type: 'fold'; readonly pane: string; readonly key: string; readonly folded: boolean }
  | { readonly type: 'filter'; readonly pane: string; readonly text: string }
  | { readonly type: 'sort'; readonly pane: string; readonly by: SortKey }
  | { readonly type: 'sideways'; readonly pane: string; readonly to: number }
  | {
      readonly type: 'scroll';
      readonly pane: string;
      readonly top: number;
      /** What that line stands for, where it is no step of the user's. */
      readonly place?: LinePlace;
    }
  /** Selects an object as soon as it is there, or says that it is not; an owner becomes the scope too. */
  | ({ readonly type: 'want' } & Omit<Wanted, 'narrowed'>)
  | { readonly type: 'scope'; readonly scope: Scope | undefined }
  | { readonly type: 'not-well-only'; readonly on: boolean }
  | { readonly type: 'wide'; readonly on: boolean }
  /** Opens an overlay on top of those that are open; `with` is what it is about. */
  | { readonly type: 'open'; readonly overlay: string; readonly with?: unknown }
  /** Closes the overlay on top. */
  | { readonly type: 'close' }
  /** Something that only an overlay or a pane of this id understands. */
  | { readonly type: 'own'; readonly of: string; readonly action: unknown }
  | { readonly type: 'message'; readonly message: Message | undefined }
  | { readonly type: 'namespace'; readonly namespace: string | undefined }
  | { readonly type: 'context'; readonly name: string }
  | { readonly type: 'refresh' }
  // to the world
  /** A session in a container. */
  | ({ readonly type: 'shell'; readonly target: ContainerRef } & Partial<SessionKind>)
  /** A port-forward or a copy, which runs beside the dashboard until it is stopped; by the id of its session. */
  | { readonly type: 'forward'; readonly request: ForwardRequest }
  | { readonly type: 'copy-files'; readonly request: CopyRequest }
  | { readonly type: 'stop-session'; readonly id: number }
  /** Asks which debug container is to be made beside this one. */
  | {
      readonly type: 'ask-debug';
      readonly target: ContainerRef;
      readonly image?: string;
      /** A picker waits for the answer, which takes its place; where that was closed nobody wants it any more. */
      readonly awaited?: true;
      /** Of this image one was refused: with which profile, which may be allowed, and in whose words. */
      readonly refused?: { readonly profile: Profile; readonly suggests?: Profile; readonly text: string };
    }
  /** Makes one to look into this container by, without going into it. */
  | { readonly type: 'add-debug'; readonly target: ContainerRef; readonly debug: DebugContainer }
  | { readonly type: 'look-at-node'; readonly look: NodeLook }
  | { readonly type: 'leave-node'; readonly uid: string }
  /** Looks for what `look-at-node` left, in these namespaces where not all can be asked; and removes what was found. */
  | { readonly type: 'find-leftovers'; readonly known: readonly string[] }
  | { readonly type: 'remove-leftovers'; readonly leftovers: readonly Leftover[] }
  | { readonly type: 'copy'; readonly text: string }
  /** Into a new file of this name. */
  | { readonly type: 'save'; readonly name: string; readonly text: string; readonly what: string }
  | { readonly type: 'suspend' }
  | { readonly type: 'redraw' }
  | { readonly type: 'quit' };
