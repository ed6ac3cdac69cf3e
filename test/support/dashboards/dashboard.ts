import { globalCommands } from '../../../src/commands/index.ts';
import type { KindId, Kinds } from '../../../src/model/kinds/kinds.ts';
import type { Feed, FeedEvent } from '../../../src/model/feed.ts';
import type { KubeObject } from '../../../src/model/kinds/objects.ts';
import type { Failure, WatchEvent } from '../../../src/model/kinds/watch-event.ts';
import { listIn } from '../../../src/store/selectors/lists.ts';
import { selectedObjectFeed } from '../../../src/store/selectors/selected/selected-object.ts';
import { actionsFor } from '../../../src/screen/input.ts';
import type { UserInput } from '../../../src/view/input.ts';
import { panes } from '../../../src/panes/index.ts';
import { overlays } from '../../../src/overlays/index.ts';
import { Program } from '../../../src/screen/program.ts';
import type { Action } from '../../../src/store/actions.ts';
import { initialState, type Start } from '../../../src/store/initial-state.ts';
import { reduceWith } from '../../../src/store/reduce.ts';
import type { State } from '../../../src/store/state.ts';
import { Composer } from '../../../src/view/composer.ts';
import type { Frame } from '../../../src/view/frame.ts';
import { claims, pods, takenAt, workloads } from '../../fixtures/index.ts';

const TO_THE_WORLD: ReadonlySet<Action['type']> = new Set([
  ...([
    'shell',
    'forward',
    'copy-files',
    'stop-session',
    'copy',
    'save',
    'suspend',
    'redraw',
    'quit',
  ] as const),
  ...(['look-at-node', 'leave-node', 'find-leftovers', 'remove-leftovers'] as const),
  ...(['ask-debug', 'add-debug'] as const),
]);

/** The dashboard without terminal and cluster: events and keys go in, the screen comes out as text. */
export class TestDashboard {
  readonly program = new Program(panes, overlays, globalCommands);
  private readonly reduce = reduceWith(this.program.owns);
  readonly composer = new Composer();
  /** What was asked of the world. */
  readonly asked: Action[] = [];
  state: State;

  constructor(start: Partial<Start> = {}) {
    this.state = initialState({
      now: Date.parse('2026-01-01T00:00:00Z'),
      size: { columns: 156, rows: 40 },
      context: 'admin@test',
      contexts: [{ name: 'admin@test', namespace: 'default' }],
      namespace: 'default',
      ...start,
    });
  }

  dispatch(...actions: readonly Action[]): void {
    for (const action of actions) {
      if (TO_THE_WORLD.has(action.type)) this.asked.push(action);
      this.state = this.reduce(this.state, action);
    }
  }

  /** A list is opened, or anew. */
  open(kind: KindId): void {
    this.dispatch({ type: 'feed-opened', feed: listIn(this.state.look, kind) });
  }

  /** A feed tells something. */
  tell(feed: Feed, ...events: readonly FeedEvent[]): void {
    this.dispatch({ type: 'batch', batch: [{ feed, events }] });
  }

  /** The selected object comes whole, or why it does not. */
  bring(told: { readonly data: KubeObject } | { readonly failure: Failure }): void {
    const feed = selectedObjectFeed(this.state);
    if (!feed) throw new Error('nothing is selected');
    this.tell(feed, 'data' in told ? { type: 'data', ...told } : { type: 'failed', ...told });
  }

  /** A watch delivers events of a kind. */
  deliver<K extends KindId>(kind: K, ...events: readonly WatchEvent<Kinds[K]>[]): void {
    this.tell(listIn(this.state.look, kind), ...(events as readonly WatchEvent<never>[]));
  }

  /** A watch is opened and delivers a whole list. */
  list<K extends KindId>(kind: K, objects: readonly Kinds[K][]): void {
    this.open(kind);
    const upserts = objects.map((object) => ({ type: 'upsert', object }) as const);
    this.deliver(kind, { type: 'live' }, ...upserts, { type: 'synced', count: objects.length });
  }

  press(...keys: readonly string[]): void {
    for (const name of keys) this.input({ type: 'key', name });
  }

  input(input: UserInput): void {
    this.frame();
    this.dispatch(...actionsFor(input, this.state, this.program, this.composer));
  }

  frame(): Frame {
    const { columns, rows } = this.state.look.size;
    return this.composer.compose(this.program.screen(this.state, this.composer.extentOf), columns, rows);
  }

  /** The screen as lines of text. */
  text(): string {
    return frameText(this.frame());
  }
}

export function frameText({ width, height, chars }: Frame): string {
  const lines = Array.from({ length: height }, (_, y) => chars.slice(y * width, (y + 1) * width).join(''));
  return lines.map((line) => line.trimEnd()).join('\n') + '\n';
}

const KIND_IDS = {
  Deployment: 'deployments',
  ReplicaSet: 'replicasets',
  StatefulSet: 'statefulsets',
  DaemonSet: 'daemonsets',
  Job: 'jobs',
  CronJob: 'cronjobs',
} as const;

/** A dashboard of this size with all the fixtures listed, as if everything had loaded. */
export function screenOf(size: State['look']['size'], start: Partial<Start> = {}): TestDashboard {
  const dashboard = new TestDashboard({ now: takenAt, size, ...start });
  for (const [kind, id] of Object.entries(KIND_IDS)) {
    dashboard.list(
      id,
      workloads.filter((workload) => workload.kind === kind),
    );
  }
  dashboard.list('pods', pods);
  dashboard.list('persistentvolumeclaims', claims);
  dashboard.dispatch({ type: 'version', version: 'v1.34.4' });
  return dashboard;
}

/** The two lines of the verdict between the halves, joined. */
export function verdictOn(dashboard: TestDashboard): string {
  const lines = dashboard.text().split('\n');
  const below = lines.findIndex((text) => /^[┏┌─][━─]? 3 /.test(text));
  if (below < 3) throw new Error(`no lower half:\n${lines.join('\n')}`);
  return lines
    .slice(below - 2, below)
    .map((text) => text.trim())
    .join(' ')
    .trim();
}

/** The first line of the screen that matches. */
export function line(dashboard: TestDashboard, wanted: RegExp): string {
  const text = dashboard.text();
  const found = text.split('\n').find((candidate) => wanted.test(candidate));
  if (found === undefined) throw new Error(`no line matches ${String(wanted)}:\n${text}`);
  return found;
}
