import { describe, expect, it } from 'vitest';
import type { BackingFeed, LogsFeed } from '../../../src/model/feed.ts';
import { LogBuffer } from '../../../src/model/logs/log-buffer.ts';
import { filtersText } from '../../../src/model/logs/log-filter.ts';
import type { LogItem, LogNote } from '../../../src/model/logs/log-item.ts';
import type { Pod } from '../../../src/model/kinds/objects.ts';
import { unbegunText, unbegunTexts } from '../../../src/panes/logs/unbegun-text.ts';
import { podNamed } from '../../fixtures/index.ts';
import { logsLook, logsOf } from '../../../src/store/selectors/fares/logs.ts';
import { nodeFeed } from '../../../src/store/selectors/nodes.ts';
import { paneState } from '../../../src/store/state.ts';
import { toneOf } from '../../../src/view/frame.ts';
import { line, screenOf, type TestDashboard } from '../../support/dashboards/dashboard.ts';
import { seeded } from '../../support/hostile/seeded.ts';
import '../../support/linear-expressions.ts';

const NO_LOGS =
  'pods "web" is forbidden: User "eve" cannot get resource "pods/log" in API group "" in the namespace "shop"';

const T = Date.parse('2026-01-01T00:00:00Z') * 1000;

/** A dashboard that shows the logs of anatomy-0, and what comes of them. */
class Logs {
  readonly dashboard: TestDashboard;
  readonly buffer: LogBuffer;

  constructor(columns = 156, rows = 42, memory = 64 * 1024 * 1024) {
    this.dashboard = screenOf(
      { columns, rows },
      { wanted: { kind: 'Pod', name: 'anatomy-0' }, logMemory: memory },
    );
    this.dashboard.press('l');
    this.buffer = new LogBuffer(memory);
  }

  get feed(): LogsFeed {
    const logs = logsOf(this.dashboard.state);
    if (!logs) throw new Error('no logs are meant');
    return logs.feed;
  }

  say(...items: readonly (string | LogNote)[]): void {
    const { sources } = this.feed.with;
    const source = sources.at(-1);
    if (!source) throw new Error('there are no containers');
    const made = items.map((item, index): LogItem => {
      const time = T + index * 1000;
      return typeof item === 'string' ? { source, time, text: item } : { source, time, note: item };
    });
    this.buffer.add(made);
    this.dashboard.tell(this.feed, { type: 'live' }, { type: 'data', data: this.buffer.kept });
  }

  get text(): string {
    return this.dashboard.text();
  }

  press(...keys: readonly string[]): void {
    this.dashboard.press(...keys);
  }
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `line ${index}`);

describe('the logs of a Pod', () => {
  it('ask for all its containers, and of one where one is chosen', () => {
    const logs = new Logs();
    const { sources } = logs.feed.with;
    expect(sources.length).toBeGreaterThan(2);
    expect(logs.feed.range).toEqual({ tail: 1000 });
    logs.press('escape', '3', 'j', 'l');
    expect(logs.feed.with.sources).toHaveLength(1);
    logs.press('l');
    expect(logs.feed.with.sources).toHaveLength(sources.length);
  });

  it('say by which keys one container is chosen, which do so', () => {
    const logs = new Logs();
    logs.press('l');
    expect(logs.text).toContain('these are all containers of the Pod · esc, then 3, chooses one');
    logs.press('escape', '3', 'l');
    expect(logs.feed.with.sources).toHaveLength(1);
    const tab = screenOf({ columns: 156, rows: 42 }, { wanted: { kind: 'Pod', name: 'anatomy-0' } });
    tab.press('3', '3', '3', 'l');
    expect(tab.text()).toContain('these are all containers of the Pod · [ to Containers chooses one');
  });

  it('have a help that tells of each key once, by what it does in them', () => {
    const logs = new Logs(120, 200);
    logs.press('?');
    const help = logs.text;
    for (const elsewhere of [
      / s +shell in a container/,
      'again: its next tab',
      'copy the name',
      'go to the owner',
      'sort by name',
    ])
      expect(help).not.toMatch(elsewhere);
    expect(help).toContain('follow what is said, or stand still');
    expect(help).toContain('search');
  });

  it('say that they may not be had since the Pod is on a virtual node, whose label is asked for only then', () => {
    const logs = new Logs();
    const { dashboard } = logs;
    const name = podNamed('anatomy-0').spec?.nodeName ?? '';
    const isAsked = (): boolean =>
      dashboard.program
        .needs(dashboard.state)
        .some((feed) => feed.type === 'backing' && (feed as BackingFeed).ref.name === name);
    expect(isAsked()).toBe(false);
    const failure = { reason: 'InternalError', message: 'dial tcp 127.0.0.1:10250: connection refused' };
    dashboard.tell(logs.feed, { type: 'stale', failure });
    expect(isAsked()).toBe(true);
    const labels = { type: 'virtual-kubelet' };
    dashboard.tell(nodeFeed(name), { type: 'data', data: { metadata: { name, uid: 'n', labels } } });
    const said = `node ${name} is a virtual one (label type=virtual-kubelet)`;
    expect(logs.text).toMatch(
      new RegExp(`no connection yet[^]*connection refused[^]*${said.replace(/[()]/g, '.')}`),
    );
    logs.say({ type: 'lost', failure });
    dashboard.tell(logs.feed, { type: 'stale', failure });
    expect(logs.text).toContain(said);
    logs.say('a line after all');
    expect(logs.text).not.toContain(said);
  });

  it('say that they load, are empty, denied, lost or over, each otherwise', () => {
    const logs = new Logs();
    const { dashboard } = logs;
    expect(logs.text).toContain('◐ loading …');
    logs.say();
    expect(logs.text).toContain('nothing said so far');
    const denied = { code: 403, reason: 'Forbidden', message: NO_LOGS };
    const lost = { reason: 'ECONNRESET', message: 'it was reset' };
    dashboard.tell(logs.feed, { type: 'stale', failure: lost });
    expect(logs.text).toMatch(/no connection yet[^]*it was reset/);
    dashboard.tell(logs.feed, { type: 'failed', failure: denied });
    expect(logs.text).toMatch(/✖ denied[^]*may not get pods\/log web in namespace shop: user eve/);
    expect(logs.text).toContain('anatomy-0 · not read');
    const retryAt = dashboard.state.look.now + 9500;
    dashboard.tell(logs.feed, { type: 'failed', failure: { ...denied, retryAt } });
    expect(logs.text).toContain('anatomy-0 · not read, again in 9s or ctrl-r');
    logs.buffer.over = true;
    logs.say();
    expect(logs.text).toContain('○ ended, and said nothing');
  });

  it('say of what has not started why, since nothing can have been said', () => {
    const pod = podNamed('no-image');
    const { name, namespace = '', uid } = pod.metadata;
    const source = (container: string) => ({ namespace, pod: name, container, uid });
    const [first = ''] = (pod.spec?.containers ?? []).map((container) => container.name);
    expect(unbegunText(pod, [source(first)])).toMatch(/ not started: (ErrImagePull|ImagePullBackOff)/);
    const unplaced: Pod = {
      ...pod,
      status: {
        phase: 'Pending',
        conditions: [
          { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/1 nodes' },
        ],
      },
    };
    expect(unbegunText(unplaced, [source(first)])).toBe(`${first} has not started: Unschedulable: 0/1 nodes`);
    expect(unbegunText(podNamed('crashing'), [{ ...source(first), uid: 'another' }])).toBeUndefined();
    // Of several, which have not, and why.
    const other: Pod = { ...unplaced, metadata: { ...pod.metadata, name: 'web-2', uid: 'web-2' } };
    const both = [source(first), { ...source(first), pod: 'web-2', uid: 'web-2' }];
    expect(unbegunTexts([unplaced, other], both)).toEqual({
      first: 'nothing said so far: 2 of 2 Pods have not started',
      others: [
        `${name}: ${first} has not started: Unschedulable: 0/1 nodes`,
        `web-2: ${first} has not started: Unschedulable: 0/1 nodes`,
      ],
    });
    const ran = podNamed('crashing');
    const of = (ran.spec?.containers ?? []).map(({ name: container }) => ({
      ...{ namespace, pod: ran.metadata.name, uid: ran.metadata.uid, container },
    }));
    expect(unbegunText(ran, of)).toBeUndefined();
  });

  it('follow what comes, stand still where one reads, and go on', () => {
    const logs = new Logs();
    logs.say(...numbered(200));
    expect(logs.text).toContain('line 199');
    expect(logs.text).toContain('following');
    logs.press('k');
    logs.say('new one');
    expect(logs.text).toContain('stands still');
    expect(logs.text).not.toContain('new one');
    logs.press('s');
    expect(logs.text).toContain('new one');
    logs.press('g');
    expect(line(logs.dashboard, /line 0$|line 0 /)).toBeDefined();
  });

  it('of what ran before the last restart follow nothing, and l shows what runs now, as is said where there is none', () => {
    const logs = new Logs();
    logs.press('p');
    logs.say('the end');
    expect(logs.text).toMatch(/ · previous ━/);
    logs.press('l');
    expect(logs.text).toMatch(/ · following ━/);
  });

  it('of what ran before the last restart are not bound to the last seconds, which it had ended before', () => {
    const logs = new Logs();
    logs.press(':', ...'since 30s', 'enter', 'p');
    expect(logs.feed.range).toEqual({ previous: true, tail: 1000 });
    logs.press('p', '1', 'p');
    expect(logs.feed.range).toEqual({ previous: true });
    logs.press('l', '2', 'escape', '2', 'p');
    expect(logs.feed.range).toEqual({ previous: true, tail: 1000 });
    // Who asks for that of it has it, and is told what is not on show.
    logs.press('2');
    expect(logs.feed.range).toEqual({ previous: true, sinceSeconds: 60 });
    logs.say();
    expect(logs.text).toMatch(
      /○ what ran before said nothing in the last 1m[^]*0 shows what was said before/,
    );
    logs.press('p');
    logs.say();
    expect(logs.text).toMatch(/ nothing said in the last 1m so far[^]*0 shows what was said before/);
    logs.press('0', 'p');
    logs.say();
    expect(logs.text).toContain('○ what ran before said nothing  ');
    expect(logs.text).not.toContain('0 shows');
  });

  it('keep their place while older lines are dropped, and say that they were', () => {
    const logs = new Logs(156, 42, 1024 * 1024);
    logs.say(...numbered(20_000).map((text) => `${text} ${'x'.repeat(100)}`));
    logs.press('k');
    const { top } = paneState(logs.dashboard.state, 'logs');
    const before = logs.text;
    logs.say(...numbered(1500));
    expect(paneState(logs.dashboard.state, 'logs').top).toBe(top);
    expect(logs.text.match(/line \d+/g)).toEqual(before.match(/line \d+/g));
    logs.press('g');
    expect(logs.text).toMatch(/older lines dropped: 1 MiB are kept of logs \(--log-memory\)/);
    expect(logs.buffer.kept.count).toBeLessThan(10_000);
  });

  it.each([[], ['&', ...'said', 'enter']])(
    'keep their place while lines come late that stand above it, and show them (%j)',
    (...keys) => {
      const logs = new Logs();
      const [one, other] = logs.feed.with.sources;
      if (!one || !other) throw new Error('there are not two containers');
      const add = (source: LogItem['source'], ...seconds: readonly number[]): void => {
        logs.buffer.add(
          seconds.map((second) => ({ source, time: T + second * 1e6, text: `said at ${second};` })),
        );
        logs.dashboard.tell(logs.feed, { type: 'live' }, { type: 'data', data: logs.buffer.kept });
      };
      add(one, ...Array.from({ length: 200 }, (_, index) => index));
      logs.press(...keys, 'k', 'k');
      const shown = (): readonly string[] => logs.text.match(/said at [\d.]+;/g) ?? [];
      const before = shown();
      expect(before.at(-1)).toBe('said at 197;');
      add(other, 3.5, 150.5, 199.5);
      expect(shown()).toEqual(before);
      logs.press('g');
      expect(shown().slice(3, 6)).toEqual(['said at 3;', 'said at 3.5;', 'said at 4;']);
      logs.press('G');
      expect(shown().slice(-2)).toEqual(['said at 199;', 'said at 199.5;']);
    },
  );

  it('from their beginning on, say so only as long as it is there', () => {
    const logs = new Logs(156, 42, 256 * 1024);
    logs.press('1');
    logs.say(...numbered(100));
    expect(logs.text).toContain('from its beginning · following');
    logs.say(...numbered(20_000));
    expect(logs.text).not.toContain('from its beginning');
    expect(logs.text).toMatch(/[\d,]+ older lines dropped · following/);
  });

  it.each([[], ['w']])('show what is left where what one reads was dropped', (...keys) => {
    const logs = new Logs(120, 40, 256 * 1024);
    const lines = (from: number): string[] =>
      Array.from({ length: 4000 }, (_, index) => `line ${from + index} of many that are told`);
    logs.say(...lines(0));
    logs.press(...keys, 's', 'g');
    expect(logs.text).toMatch(/line 0 of many|older lines dropped/);
    for (let from = 4000; from < 40_000; from += 4000) logs.say(...lines(from));
    expect(logs.text).toContain('older lines dropped');
    const [, first = ''] = /line (\d+) of many/.exec(logs.text) ?? [];
    expect(first).not.toBe('');
    logs.press('j');
    expect(logs.text).not.toContain('older lines dropped');
    expect(logs.text).toContain(`line ${first} of many`);
    logs.press('k', 'k');
    expect(logs.text).toContain('older lines dropped');
    expect(logs.dashboard.text()).toContain('begins here');
  });

  it('are searched, round the end, with what was found counted', () => {
    const logs = new Logs();
    logs.say(...numbered(300));
    logs.press('/', ...'LINE 29', 'enter');
    expect(logs.text).toContain('/LINE 29 11 of 11');
    logs.press('n');
    expect(logs.text).toContain('/LINE 29 1 of 11');
    logs.press('N', 'N');
    expect(logs.text).toContain('10 of 11');
  });

  it('are searched as far as filters show them, and of those that these hide it is said that they have it', () => {
    const logs = new Logs();
    logs.say('GET /a', 'PUT /b', 'PUT /c', 'GET /d');
    logs.press('&', ...'get', 'enter', '/', ...'put');
    expect(logs.text).toContain('is in no line on show, but 2 that the filter hides');
    logs.press('enter');
    expect(logs.text).toContain('no line on show has put, but 2 that the filter hides');
    logs.press('n');
    expect(logs.text).toContain('no line on show has put, but 2 that the filter hides');
    logs.press('/', ...'get', 'enter');
    expect(logs.text).toContain('2 of 2');
    expect(logs.text).not.toContain('hides');
    logs.press('/', ...'post', 'enter');
    expect(logs.text).toContain('no line has post');
  });

  it('show what is searched for, however far right it stands, and what stood there once the search is given up', () => {
    const logs = new Logs(120, 40);
    const far = (text: string): string => `begin ${'x'.repeat(300)} <${text}> ${'y'.repeat(300)}`;
    logs.say('begin <needle>', far('\x1b[31mneedle\x1b[0m'), far('thimble'));
    logs.press('/', ...'thimble');
    expect(logs.text).toContain('<thimble>');
    expect(logs.text).not.toContain('begin');
    logs.press('escape');
    expect(logs.text).toContain('begin x');
    logs.press('/', ...'needle', 'enter');
    expect(logs.text).toContain('x <needle> y');
    logs.press('n');
    expect(logs.text).toContain('begin <needle>');
    logs.press('t', 'N');
    expect(logs.text).toContain('x <needle> y');
    // Where it is on show, nothing moves.
    logs.press('/', ...'x <', 'enter', 'right');
    const { sideways } = paneState(logs.dashboard.state, 'logs');
    logs.press('n');
    expect(paneState(logs.dashboard.state, 'logs').sideways).toBe(sideways);
  });

  it('show the end of a line of wide letters, by search and by keys', () => {
    const logs = new Logs(80, 24);
    logs.say(`${'日'.repeat(200)} the end`);
    for (let pressed = 0; pressed < 60; pressed++) logs.press('right');
    expect(logs.text).toContain('日 the end');
    logs.press('g', ...Array<string>(60).fill('left'));
    expect(logs.text).not.toContain('the end');
    logs.press('/', ...'the end', 'enter');
    expect(logs.text).toContain('日 the end');
  });

  it('are filtered, one filter on top of the other, what comes too', () => {
    const logs = new Logs();
    logs.say('GET /a 200', 'GET /b 500', 'POST /a 500', { type: 'restarted', count: 3, missing: 0 });
    logs.press('&', ...'get', 'enter');
    expect(logs.text).not.toContain('POST');
    expect(logs.text).toContain('restarted (restart 3)');
    logs.press('&', ...'!/ 2\\d+$/', 'enter');
    expect(logs.text).toContain('&get &!/ 2\\d+$/');
    // Above the lines too: filters go on over other logs of the same owner.
    expect(logs.text).toContain('▼ only &get &!/ 2\\d+$/');
    expect(logs.text).not.toContain('GET /a 200');
    logs.say('GET /c 500', 'PUT /c 500');
    expect(logs.text).toContain('GET /c 500');
    expect(logs.text).not.toContain('PUT');
    logs.press('&', 'enter', '&', 'enter');
    expect(logs.text).toContain('PUT');
    expect(logs.text).not.toContain('▼ only');
  });

  it('stay where one reads as filters change, at the next line that is kept, and are back there without them', () => {
    const logs = new Logs(120, 20);
    logs.say(
      ...Array.from({ length: 400 }, (_, index) => `${index % 3 ? 'INFO' : 'ERROR'} line ${index} end`),
    );
    const first = (): string | undefined => /line \d+ end/.exec(logs.text)?.[0];
    logs.press('g', ...'jjjjjjj');
    expect(first()).toBe('line 7 end');
    for (const [keys, top] of [
      [['L'], 'line 9 end'],
      [['L'], 'line 9 end'],
      [['L'], 'line 7 end'],
      [['&', ...'0 end', 'enter'], 'line 10 end'],
      [['&', ...'nothing', 'enter'], undefined],
      [['&', 'enter'], 'line 10 end'],
      [['j', '&', 'enter'], 'line 20 end'],
      [['&', ...'line 6', 'enter'], 'line 60 end'],
    ] as const) {
      logs.press(...keys);
      expect(logs.text).toContain('stands still');
      expect(first()).toBe(top);
    }
    logs.press('G', 'L');
    expect(logs.text).toContain('following');
  });

  it('run no expression that could take for ever', () => {
    const logs = new Logs();
    logs.say('a'.repeat(5000) + 'b');
    logs.press('&', ...'/(?=a)b/', 'enter');
    expect(logs.text).toContain('could take for ever');
    logs.press('escape', '&', ...'/(a+)+$/', 'enter');
    expect(logs.text).toContain('aaaa');
  });

  it('keep what was typed of a filter that is none, to be mended', () => {
    const logs = new Logs();
    logs.say('one', 'two [x');
    logs.press('&', ...'/two [/', 'enter');
    expect(logs.text).toContain('Invalid regular expression');
    expect(logs.text).toMatch(/&\/two \[\/ /);
    logs.press('backspace', 'backspace', '\\', '[', '/');
    expect(logs.text).not.toContain('Invalid regular expression');
    logs.press('enter');
    expect(logs.text).toContain('▼ only &/two \\[/');
    expect(logs.text).not.toMatch(/ one /);
  });

  it('keep colours, show nothing else of what steers a terminal, and find what is coloured', () => {
    const logs = new Logs();
    logs.say('\x1b[31mred\x1b[0m and \x1b[2J\x1b]0;title\x07plain');
    expect(logs.text).toContain('red and plain');
    const { styles } = logs.dashboard.frame();
    expect(styles.length).toBeGreaterThan(0);
  });

  it('leave what shells in debug containers wrote to who asks for it', () => {
    const logs = new Logs();
    logs.say('one');
    expect(logs.text).not.toContain('debugger ');
  });

  it('are not saved where no container has said anything', () => {
    const logs = new Logs();
    logs.press('p');
    const failure = {
      reason: 'BadRequest',
      message: 'previous terminated container "app" in pod "x" not found',
    };
    logs.say({ type: 'failed', failure });
    logs.press('ctrl-s');
    expect(logs.dashboard.asked.filter(({ type }) => type === 'save')).toEqual([]);
    expect(logs.text).toContain('no container has said anything here: there is nothing to save');
  });

  it('are not saved where none is on show, which is not to say that there are none', () => {
    const logs = new Logs();
    logs.say('one', { type: 'restarted', count: 1, missing: 0 });
    logs.press('&', ...'nowhere', 'enter', 'ctrl-s');
    expect(logs.text).toContain('no line is kept by &nowhere: there is nothing to save');
    logs.press('&', 'enter', ':', ...'since 30s', 'enter');
    logs.dashboard.tell(logs.feed, { type: 'data', data: new LogBuffer(1000).kept });
    logs.press('ctrl-s');
    expect(logs.text).toContain('nothing was said in the last 30s: there is nothing to save');
    expect(logs.dashboard.asked.filter(({ type }) => type === 'save')).toEqual([]);
  });

  it('are saved as plain text, those that are on show, as is said, and one line is copied', () => {
    const logs = new Logs();
    const said = '\x1b[31mtwo\x1b[0m\tand \x1b[2J\x1b]0;title\x07\bplain';
    logs.say('one', said, { type: 'gone' });
    logs.press('ctrl-s');
    expect(logs.dashboard.asked.at(-1)).toMatchObject({ what: '2 lines, plain text' });
    logs.press('&', ...'two', 'enter', 'ctrl-s');
    const saved = logs.dashboard.asked.at(-1);
    expect(saved).toMatchObject({
      type: 'save',
      what: '1 line that &two keeps, plain text',
      name: expect.stringMatching(/^anatomy-0-.*\.log$/),
    });
    expect(saved).toHaveProperty(
      'text',
      expect.stringMatching(/^shell-less +two\tand \ufffdplain\n +-- Pod anatomy-0 is gone\n$/),
    );
    logs.press('t', 'ctrl-s');
    expect(logs.dashboard.asked.at(-1)).toHaveProperty(
      'text',
      expect.stringMatching(/^\d{4}-[-\d]+T\S+Z shell-less +two\tand /),
    );
    logs.press('k', 'g', 'c');
    expect(logs.dashboard.asked.at(-1)).toEqual({ type: 'copy', text: 'two and \ufffdplain' });
  });

  it('are copied without what happened between them, which is no line of them', () => {
    const logs = new Logs();
    const copied = (...keys: readonly string[]): unknown => {
      logs.press(...keys, 'c');
      return logs.dashboard.asked.findLast(({ type }) => type === 'copy');
    };
    const restarted: LogNote = { type: 'restarted', count: 1, missing: 0 };
    logs.say({ type: 'ended', end: undefined, again: true });
    expect(copied()).toBeUndefined();
    expect(logs.text).toContain('there is no line to copy');
    logs.say(...numbered(60), restarted, 'the last', { type: 'gone' });
    expect(copied()).toEqual({ type: 'copy', text: 'the last' });
    expect(copied('/', ...'restarted', 'enter')).toEqual({ type: 'copy', text: 'the last' });
    expect(copied('g')).toEqual({ type: 'copy', text: 'line 0' });
  });

  describe('however they are narrowed, are saved and copied as they are shown', () => {
    const SAID = [
      '2026-01-01 \x1b[31mERROR\x1b[0m no answer',
      '\x1b[31m    at main (app.js:3:1)\x1b[0m',
      'level=warn msg="slow\tas ever"',
      '{"level":"info","msg":"all well"}',
      'INFO 名前 é ready',
      '',
      'plain \x1b[2J\x1b]0;title\x07words\b',
      '── not a note',
    ];
    const NOTES: readonly LogNote[] = [{ type: 'rotated' }, { type: 'cut', lacks: 5000 }, { type: 'gone' }];
    const random = seeded(7);

    /** What stands in the pane, row by row. */
    const shown = (logs: Logs): string[] =>
      logs.text
        .split('\n')
        .filter((row) => row.startsWith('┃'))
        .map((row) => row.slice(2, row.lastIndexOf('┃')).trimEnd());
    const savedBy = (logs: Logs): string => {
      logs.press('ctrl-s');
      return (logs.dashboard.asked.at(-1) as { text: string }).text;
    };

    it.each([
      [[]],
      [['L']],
      [['L', 'L']],
      [['L', 't']],
      [['&', ...'o', 'enter']],
      [['&', ...'!level', 'enter', '&', ...'/[a-z]/', 'enter']],
      [['L', '&', ...'e', 'enter', 't']],
      [[':', ...'since 90s', 'enter', 'L']],
    ])('by %j', (keys) => {
      const logs = new Logs(220, 150);
      logs.press('f', ...keys);
      const { sources } = logs.feed.with;
      const items = Array.from({ length: 100 }, (_, index): LogItem => {
        const source = sources[random(sources.length)]!;
        const time = T + index * 1000;
        const note = random(12) === 0 ? NOTES[random(NOTES.length)] : undefined;
        return note ? { source, time, note } : { source, time, text: SAID[random(SAID.length)]! };
      });
      logs.buffer.add(items);
      logs.dashboard.tell(logs.feed, { type: 'live' }, { type: 'data', data: logs.buffer.kept });
      const rows = shown(logs);
      const saved = savedBy(logs).trimEnd().split('\n');
      const asShown = saved.map((text) =>
        text
          .replace(/^(\S+Z )?([\w-]* +)-- /, '$1$2── ')
          .replace('\t', '    ')
          .trimEnd(),
      );
      expect(saved.length).toBeGreaterThan(10);
      expect(rows.slice(rows.indexOf(asShown[0]!)).slice(0, saved.length)).toEqual(asShown);
      expect(rows.slice(rows.indexOf(asShown[0]!)).slice(saved.length).join('')).toBe('');
      expect(saved.join('')).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
      logs.dashboard.dispatch({ type: 'resize', columns: 220, rows: 24 });
      logs.press('k', 'g');
      for (const top of [0, 1, 2, 3, 4]) {
        logs.press('c');
        const copied = (logs.dashboard.asked.at(-1) as { text: string }).text;
        // What happened is no line to copy.
        const text = saved.slice(top).find((row) => !/^(\S+Z )?[\w-]* +-- /.test(row)) ?? '';
        expect(text.replace('\t', ' ').endsWith(copied), `${copied} of ${text}`).toBe(true);
        logs.press('j');
      }
    });
  });

  it('of one container are saved as kubectl logs has them: each line as it was said, and nothing before it', () => {
    const logs = new Logs();
    logs.dashboard.press('escape', '3', 'l');
    logs.say('{"level":"info"}', '{"level":"error"}');
    logs.press('ctrl-s');
    expect(logs.dashboard.asked.at(-1)).toHaveProperty('text', '{"level":"info"}\n{"level":"error"}\n');
  });

  it('wrapped, say which lines are on show, and go on by a page of these', () => {
    const logs = new Logs(120, 40);
    logs.say(...numbered(200));
    logs.press('w', 's', 'g');
    const shown = (): number => logs.text.match(/line \d+/g)?.length ?? 0;
    expect(logs.text).toContain(`1–${shown()} of 200`);
    const page = shown();
    logs.press('ctrl-f');
    expect(logs.text).toContain(`${page}–${2 * page - 1} of 200`);
  });

  it('wrap long lines, and show times', () => {
    const logs = new Logs(100, 30);
    logs.say('begin ' + 'x'.repeat(300) + ' end');
    expect(logs.text).not.toContain(' end');
    logs.press('w');
    expect(logs.text).toContain(' end');
    expect(logs.text).toContain('begin');
    logs.press('t');
    expect(logs.text).toContain('2026-01-01T00:00:00.000Z');
  });
});

/** Of one ReplicaSet. */
const SIBLINGS = ['stuck-6cf8cc8698-lk4dg', 'stuck-6cf8cc8698-qmdj2'] as const;

it('are filtered, and read so far back, as far as they are of the same owner, and once they are again', () => {
  const dashboard = screenOf({ columns: 156, rows: 42 }, { wanted: { kind: 'Pod', name: SIBLINGS[0] } });
  dashboard.press('l', '2', '&', ...'get', 'enter');
  const looked: string[] = [];
  for (const name of [SIBLINGS[0], SIBLINGS[1], 'anatomy-0', SIBLINGS[1]]) {
    const { uid } = podNamed(name).metadata;
    dashboard.dispatch({ type: 'select', selection: { row: uid, pod: uid } });
    const { filters, reach } = logsLook(dashboard.state);
    looked.push(`${logsOf(dashboard.state)?.title}: ${filtersText(filters)} ${JSON.stringify(reach)}`);
  }
  const same = (name: string): string => `${name}: &get {"seconds":60}`;
  expect(looked).toEqual([same(SIBLINGS[0]), same(SIBLINGS[1]), 'anatomy-0:  "tail"', same(SIBLINGS[1])]);
});

it('are of all Pods of an owner, and stay so until another row is chosen', () => {
  const dashboard = screenOf({ columns: 156, rows: 42 });
  dashboard.press('1', 'g', 'j');
  const title = logsOf(dashboard.state)?.title;
  dashboard.press('l');
  const logs = logsOf(dashboard.state);
  expect(logs?.several).toBe(true);
  expect(logs?.title).not.toBe(title);
  expect(dashboard.text()).toContain(logs?.title);
  dashboard.press('shift-tab', 'j');
  expect(logsOf(dashboard.state)?.several).toBe(false);
});

it.each([
  [80, 24],
  [120, 40],
  [156, 42],
  [200, 50],
])('the tab, at %i×%i', async (columns, rows) => {
  const logs = new Logs(columns, rows);
  logs.say(
    '10.0.0.1 - - "GET / HTTP/1.1" 200',
    'WARN  slow answer took=1.2s',
    'ERROR cannot reach db: connection refused',
    {
      type: 'ended',
      end: { exitCode: 3, startedAt: '2026-01-01T00:00:00Z', finishedAt: '2026-01-01T00:00:09Z' },
      again: true,
    },
    { type: 'restarted', count: 4, missing: 0 },
    'started',
  );
  await expect(logs.text).toMatchFileSnapshot(`../../golden/logs-${columns}x${rows}.txt`);
});

describe('what is read of logs', () => {
  it('is warnings and errors alone, with the lines that go on below them, until a key says otherwise', () => {
    const logs = new Logs();
    logs.say('INFO started', '  with this', 'ERROR it broke', '  at main.c:3', 'level=warn msg=odd', 'fine');
    logs.press('L');
    expect(logs.text).toContain('warnings and errors');
    expect(logs.text).toContain('it broke');
    expect(logs.text).toContain('at main.c:3');
    expect(logs.text).toContain('msg=odd');
    expect(logs.text).not.toContain('with this');
    logs.press('L');
    expect(logs.text).not.toContain('msg=odd');
    logs.press('L');
    expect(logs.text).toContain('with this');
  });

  it('has among errors what a program says as it gives up, without a logger', () => {
    const logs = new Logs();
    logs.say('fine', 'level=error msg="no answer"', 'fatal: giving up');
    logs.press('L', 'L');
    expect(logs.text).toContain('no answer');
    expect(logs.text).toContain('fatal: giving up');
    expect(logs.text).not.toContain('fine');
  });

  it('is JSON and logfmt in words by a key, and as they were said by the next', () => {
    const logs = new Logs();
    logs.say(
      '{"level":50,"time":1,"msg":"no answer","peer":{"ip":"10.0.0.1"}}',
      'level=info msg="all well" n=3',
    );
    expect(logs.text).toContain('"level":50');
    logs.press('J');
    expect(logs.text).toContain('ERROR no answer  peer={"ip":"10.0.0.1"}');
    expect(logs.text).toContain('INFO  all well  n=3');
    logs.press('J');
    expect(logs.text).toContain('"level":50');
  });

  it('has the key that reads JSON named below it at 80 columns, and no line of another form has', () => {
    const logs = new Logs(80, 24);
    const below = (): string => logs.text.trimEnd().split('\n').at(-1) ?? '';
    logs.say('plain words');
    expect(below()).not.toContain('J ');
    logs.say('{"level":50,"msg":"no answer"}');
    expect(below()).toMatch(/ (shift-j|J) readable /);
    logs.press('J');
    expect(below()).toMatch(/ (shift-j|J) as said /);
  });

  it('is searched and filtered as it was said, which is told where JSON and logfmt are on show otherwise', () => {
    const logs = new Logs();
    logs.say('{"level":50,"msg":"no answer"}', 'level=info msg="all well"');
    logs.press('/', ...'"level":50', 'enter');
    expect(logs.text).toMatch(/"level":50 1 of 1 /);
    logs.press('J');
    expect(logs.text).toContain('"level":50 1 of 1 as it was said');
    logs.press('/', ...'ERROR', 'enter');
    expect(logs.text).toContain('no line has ERROR as it was said · J shows lines so');
    logs.press('&');
    expect(logs.text).toContain('looks at lines as they were said');
    logs.press(...'all', 'enter');
    expect(logs.text).toContain('▼ only &all as it was said');
  });

  it('is a line whole, indented where it is JSON', () => {
    const logs = new Logs();
    logs.say(`{"a":{"b":"${'long '.repeat(100)}end"}}`);
    logs.press('enter');
    expect(logs.text).toMatch(/ {2}"a": \{ /);
    expect(logs.text).toMatch(/ {4}long long .*end"/);
    logs.press('enter');
    expect(logs.text).not.toContain('"a": {');
  });

  it('is no older than what is asked for', () => {
    const logs = new Logs();
    logs.press(':', ...'since 90s', 'enter');
    expect(logs.feed.range).toEqual({ sinceSeconds: 90 });
    logs.press(':', ...'since 9999999h', 'enter');
    expect(logs.feed.range).toEqual({ sinceSeconds: 315_360_000 });
    logs.press(':', ...'since 90s', 'enter');
    logs.press(':', ...'since yesterday', 'enter');
    expect(logs.text).toContain('since when? :since 90s');
    expect(logs.feed.range).toEqual({ sinceSeconds: 90 });
    logs.press('escape', '2', ':', ...'since 1s', 'enter');
    expect(logs.text).toContain(':since is about logs; l shows them');
    expect(logs.feed.range).toEqual({ sinceSeconds: 90 });
  });

  it('is marked after the last line that came, in the same logs whatever their range, and in no other', () => {
    const logs = new Logs();
    logs.say('one', 'two', { type: 'gone' });
    logs.press('m', '2');
    const marks = [expect.objectContaining({ after: T + 1000 })];
    expect(logs.feed).toMatchObject({ range: { sinceSeconds: 60 }, with: { marks } });
    logs.press('escape', '3', 'j', 'l');
    expect(logs.feed.with.marks).toEqual([]);
  });

  it.each([[80], [200]])(
    'has a mark as wide as %i columns, wrapped or not, which is no line to copy',
    (columns) => {
      const logs = new Logs(columns, 40);
      logs.say('one', { type: 'mark', at: T / 1000 });
      const marks = (): string[] => logs.text.split('\n').filter((row) => /mark 00:00:00|─ ?[│┃]/.test(row));
      for (const keys of [[], ['w'], ['t']]) {
        logs.press(...keys);
        expect(marks()).toEqual([expect.stringMatching(/── mark 00:00:00 ─+ ?┃/)]);
        expect(marks()[0]?.trimEnd()).toMatch(/─{10}/);
      }
      logs.press('c');
      expect(logs.dashboard.asked.at(-1)).toEqual({ type: 'copy', text: 'one' });
    },
  );

  it('stands over time in bars, of which as much is red as there are errors', () => {
    const logs = new Logs(120, 40);
    const second = (count: number, errors: number): string[] =>
      Array.from({ length: count }, (_, index) => (index < errors ? 'ERROR' : 'INFO'));
    const source = logs.feed.with.sources[0];
    if (!source) throw new Error('there are no containers');
    const seconds = [second(80, 0), second(80, 10), second(40, 40), second(80, 70)];
    logs.buffer.add(
      seconds.flatMap((texts, at) => texts.map((text) => ({ source, time: T + at * 10_000_000, text }))),
    );
    logs.dashboard.tell(logs.feed, { type: 'live' }, { type: 'data', data: logs.buffer.kept });
    const { chars, styles } = logs.dashboard.frame();
    const bars = chars.flatMap((char, at) =>
      /[▁-█]/.test(char) ? [`${char} ${toneOf(styles[at] ?? 0)}`] : [],
    );
    expect(bars).toEqual([
      ...['█ cyan', '█ cyan'],
      ...['▇ cyan', '▁ failing'],
      ...['▄ failing', '▄ failing'],
      ...['▁ cyan', '▇ failing'],
    ]);
    expect(logs.text).toContain('120 errors');
  });

  it('stands over time in bars, through which keys go', () => {
    const logs = new Logs(120, 40);
    const source = logs.feed.with.sources[0];
    if (!source) throw new Error('there are no containers');
    const at = (minute: number, text: string): LogItem => ({
      source,
      time: T + minute * 60_000_000 + 10_000_000,
      text,
    });
    const early = Array.from({ length: 30 }, (_, index) => at(0, `early ${index}`));
    const late = Array.from({ length: 30 }, (_, index) => at(50, `late ${index}`));
    logs.buffer.add([...early, at(20, 'ERROR between'), ...late]);
    logs.dashboard.tell(logs.feed, { type: 'live' }, { type: 'data', data: logs.buffer.kept });
    expect(logs.text).toMatch(/00:00:10 ██ +▁▁ +██ +00:50:10 {2}1 error/);
    logs.press('{');
    expect(logs.text).toContain('ERROR between');
    logs.press('{');
    expect(logs.text).toContain('early 0');
    logs.press('{');
    expect(logs.text).toContain('this is the first bar');
    logs.press('}');
    expect(logs.text).not.toContain('early 29');
    logs.press('}', '}');
    expect(paneState(logs.dashboard.state, 'logs').top).toBe(Infinity);
  });
});
