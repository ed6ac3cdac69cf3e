/** Whose a line is stands before it in logs of several containers, whatever becomes of their Pods. */
import { describe, expect, it } from 'vitest';
import { LogBuffer } from '../../../src/model/logs/log-buffer.ts';
import type { LogNote, LogSource } from '../../../src/model/logs/log-item.ts';
import { labelsOf } from '../../../src/panes/logs/labels.ts';
import { logsOf } from '../../../src/store/selectors/fares/logs.ts';
import { podNamed } from '../../fixtures/index.ts';
import { screenOf, type TestDashboard } from '../../support/dashboards/dashboard.ts';

const sourceOf = (pod: string, container = 'app', uid = pod): LogSource => ({
  ...{ namespace: 'shop', pod, container, uid },
});
const both = (pod: string): LogSource[] => ['talk', 'quiet'].map((container) => sourceOf(pod, container));

/** What stands before lines of these, once they have joined one batch after the other. */
function labels(...batches: readonly (readonly LogSource[])[]): readonly string[] {
  const { of } = labelsOf(batches);
  const all = batches.flat().map((source) => of({ source, time: 0, text: '' }).text);
  expect(new Set(all.map(({ length }) => length)).size).toBe(1);
  return all.map((text) => text.trimEnd());
}

const A = 'talker-6fb6b966c7-7rw6s';
const B = 'talker-6fb6b966c7-pm2mj';
const NEW = 'talker-75d4f9b7cd-x2k4p';

describe('labels', () => {
  it('are no more of names than tells them apart', () => {
    expect(labels([sourceOf(A)])).toEqual(['']);
    expect(labels(both(A))).toEqual(['talk', 'quiet']);
    expect(labels([sourceOf(A), sourceOf(B)])).toEqual(['7rw6s', 'pm2mj']);
    expect(labels([...both(A), ...both(B)])).toEqual([
      ...['7rw6s/talk', '7rw6s/quiet', 'pm2mj/talk', 'pm2mj/quiet'],
    ]);
    expect(labels([sourceOf('web'), sourceOf('web-1')])).toEqual(['web', 'web-1']);
  });

  it('stay what they were when others join, of whatever ReplicaSet', () => {
    const rollout = [[...both(A), ...both(B)], both(NEW)];
    expect(labels(...rollout)).toEqual([
      ...['7rw6s/talk', '7rw6s/quiet', 'pm2mj/talk', 'pm2mj/quiet'],
      ...['75d4f9b7cd-x2k4p/talk', '75d4f9b7cd-x2k4p/quiet'],
    ]);
    const more = labels(...rollout, [sourceOf('talker-75d4f9b7cd-zzzzz', 'more')], [sourceOf('other-1')]);
    expect(more.slice(0, 6)).toEqual(labels(...rollout));
    expect(more.slice(6)).toEqual(['75d4f9b7cd-zzzzz/more', 'other-1/app']);
  });

  it('have a colour for each Pod, and of one Pod one for each container', () => {
    const colours = (sources: readonly LogSource[]): number[] => {
      const styles = sources.map((source) => labelsOf([sources]).of({ source, time: 0, text: '' }).style);
      return styles.map((style) => [...new Set(styles)].indexOf(style));
    };
    expect(colours([...both(A), ...both(B)])).toEqual([0, 0, 1, 1]);
    expect(colours(both(A))).toEqual([0, 1]);
    const five = (pod: string) => ['api', 'b', 'c', 'd', 'e'].map((container) => sourceOf(pod, container));
    expect(colours([...five(A), ...five(B)])).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
  });

  it('tell the Pod once there is another one, and the container once there is', () => {
    expect(labels(both(A), both(B))).toEqual(['7rw6s/talk', '7rw6s/quiet', 'pm2mj/talk', 'pm2mj/quiet']);
    expect(labels([sourceOf(A)], [sourceOf(B)])).toEqual(['7rw6s', 'pm2mj']);
    expect(labels([sourceOf(A)], [sourceOf(A, 'debugger')])).toEqual(['app', 'debugger']);
    expect(labels([sourceOf(A), sourceOf(B)], [sourceOf(A, 'debugger')])).toEqual([
      ...['7rw6s', 'pm2mj', '7rw6s/debugger'],
    ]);
  });

  it('are the same of a Pod that has the place and the name of another', () => {
    expect(labels([sourceOf('db-0')], [sourceOf('db-0', 'app', 'heir')])).toEqual(['', '']);
    expect(labels([sourceOf('db-0'), sourceOf('db-1')], [sourceOf('db-0', 'app', 'heir')])).toEqual([
      ...['0', '1', '0'],
    ]);
  });

  it('are never the same of two', () => {
    const names = labels([sourceOf('db-shard-1-0'), sourceOf('db-shard-1-1')], [sourceOf('db-0')]);
    expect(names).toEqual(['0', '1', 'db-0/app']);
  });

  it('of who is not known are whole names', () => {
    const { of } = labelsOf([both(A)]);
    expect(of({ source: sourceOf(B), time: 0, text: '' }).text).toBe(`${B}/app`);
  });
});

const [ONE, OTHER] = ['stuck-6cf8cc8698-lk4dg', 'stuck-6cf8cc8698-qmdj2'].map((name) => podNamed(name));
const MARK = ['2', '/', ...'stuck', 'enter', 'space', 'space', 'l'];

/** The logs of two marked Pods, of which something was read. */
class Marked {
  readonly dashboard: TestDashboard = screenOf({ columns: 156, rows: 42 });
  private readonly buffer = new LogBuffer(1024 * 1024);
  private readonly sources: readonly LogSource[];

  constructor() {
    this.dashboard.press(...MARK);
    this.sources = this.logs.sources;
    this.buffer.join(this.sources);
    this.say('first', 'second');
  }

  get logs() {
    const logs = logsOf(this.dashboard.state);
    if (!logs) throw new Error('no logs are meant');
    return logs;
  }

  /** The first says the first of these, the second the second. */
  say(...said: readonly (string | LogNote | undefined)[]): void {
    for (const [index, each] of said.entries()) {
      const source = this.sources[index];
      if (!source || each === undefined) continue;
      const time = 1.7e15;
      this.buffer.add([
        typeof each === 'string' ? { source, time, text: each } : { source, time, note: each },
      ]);
    }
    this.dashboard.tell(this.logs.feed, { type: 'live' }, { type: 'data', data: this.buffer.kept });
  }

  remove(index: 0 | 1): void {
    const object = [ONE, OTHER][index];
    if (object) this.dashboard.deliver('pods', { type: 'delete', object });
    this.say(...[undefined, undefined].toSpliced(index, 1, { type: 'gone' } as never));
  }

  get text(): string {
    return this.dashboard.text();
  }

  saved(): unknown {
    this.dashboard.press('ctrl-s');
    return this.dashboard.asked.at(-1);
  }

  get isFed(): boolean {
    return this.dashboard.program.needs(this.dashboard.state).some(({ type }) => type === 'logs');
  }
}

describe('lines of marked Pods', () => {
  it('keep saying whose they are when one is deleted, in the file too', () => {
    const marked = new Marked();
    expect(marked.text).toMatch(/┃ lk4dg first .*\n┃ qmdj2 second /);
    marked.remove(0);
    marked.say(undefined, 'third');
    expect(marked.text).toMatch(
      /┃ lk4dg first .*\n┃ qmdj2 second .*\n┃ {7}── Pod stuck-6cf8cc8698-lk4dg is gone .*\n┃ qmdj2 third /,
    );
    expect(marked.text).toContain('━ 2 marked Pods, 1 gone · following ━');
    expect(marked.saved()).toMatchObject({
      text: 'lk4dg first\nqmdj2 second\n      -- Pod stuck-6cf8cc8698-lk4dg is gone\nqmdj2 third\n',
    });
  });

  it('stay when all are deleted, which is told, and that nothing is followed', () => {
    const marked = new Marked();
    marked.remove(0);
    marked.remove(1);
    expect(marked.text).toMatch(/┃ lk4dg first .*\n┃ qmdj2 second .*\n.* is gone .*\n.* is gone /);
    expect(marked.text).toContain('━ 2 marked Pods, all gone ━');
    expect(marked.isFed).toBe(true);
    marked.dashboard.press('s');
    expect(marked.text).toContain('the marked Pods are gone: there is nothing more to follow');
    expect(marked.saved()).toMatchObject({ text: expect.stringMatching(/^lk4dg first\nqmdj2 second\n/) });
  });

  it('that were never read are told to be gone with them', () => {
    const dashboard = screenOf({ columns: 156, rows: 42 });
    dashboard.press(...MARK);
    for (const object of [ONE, OTHER]) if (object) dashboard.deliver('pods', { type: 'delete', object });
    expect(dashboard.text()).toContain('○ the marked Pods are gone, and these logs were not read before');
    expect(dashboard.text()).toContain('the server gives out no logs of a Pod that is gone');
    expect(dashboard.program.needs(dashboard.state).some(({ type }) => type === 'logs')).toBe(false);
  });
});

it('lines of an owner stay when it has no Pod any more, and more is waited for', () => {
  const dashboard = screenOf({ columns: 156, rows: 42 });
  dashboard.press('1', 'g');
  while (!/▌.*Deployment stuck/.test(dashboard.text())) dashboard.press('j');
  dashboard.press('l');
  const logs = logsOf(dashboard.state);
  const buffer = new LogBuffer(1024 * 1024);
  if (!logs) throw new Error('no logs are meant');
  buffer.join(logs.sources);
  buffer.add(logs.sources.map((source, time) => ({ source, time, text: 'said' })));
  dashboard.tell(logs.feed, { type: 'live' }, { type: 'data', data: buffer.kept });
  for (const object of [ONE, OTHER]) if (object) dashboard.deliver('pods', { type: 'delete', object });
  expect(dashboard.text()).toMatch(/┃ lk4dg said .*\n┃ qmdj2 said /);
  expect(dashboard.text()).toContain('Deployment stuck · following');
  expect(dashboard.program.needs(dashboard.state).some(({ type }) => type === 'logs')).toBe(true);
});
