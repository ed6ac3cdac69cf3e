import { beforeEach, describe, expect, it } from 'vitest';
import type { BackingFeed, BrowseFeed } from '../../src/model/feed.ts';
import type { Browsed, FileEntry } from '../../src/model/files/browsed.ts';
import { podNamed, takenAt } from '../fixtures/index.ts';
import { line, TestDashboard } from '../support/dashboards/dashboard.ts';

let dashboard: TestDashboard;
beforeEach(() => {
  dashboard = new TestDashboard({ now: takenAt, size: { columns: 156, rows: 42 } });
  dashboard.list('pods', [podNamed('anatomy-0'), podNamed('two-containers')]);
  dashboard.press('4');
});

/** What is looked at now. */
const asked = (): BrowseFeed[] =>
  dashboard.program.needs(dashboard.state).filter((feed): feed is BrowseFeed => feed.type === 'browse');

type Bare<T> = T extends unknown ? Omit<T, 'at'> : never;

function bring(browsed: Bare<Browsed>): void {
  const [feed] = asked();
  if (!feed) throw new Error('nothing is looked at');
  dashboard.tell(feed, { type: 'live' }, { type: 'data', data: { at: takenAt, ...browsed } });
}

const entry = (name: string, mode = 0o100644, more: Partial<FileEntry> = {}): FileEntry => ({
  name,
  type: mode >> 12 === 0o04 ? 'directory' : mode >> 12 === 0o01 ? 'fifo' : 'file',
  stat: { mode, links: 1, uid: 0, gid: 0, size: 2_048, modified: Date.parse('2026-11-22T10:11:12Z') },
  ...more,
});

const directory = (entries: readonly FileEntry[], path = '', count = entries.length): Bare<Browsed> => ({
  type: 'directory',
  path,
  entries,
  count,
});

describe('Enter on a volume', () => {
  it('lists its files as an application sees them, over the lower half, and says what that took', () => {
    expect(asked()).toEqual([]);
    dashboard.press('enter');
    expect(asked()).toMatchObject([
      { target: { pod: 'anatomy-0', container: 'app', root: '/usr/share/nginx/html', path: '' } },
    ]);
    expect(dashboard.text()).toContain('◐ looking at /usr/share/nginx/html in app …');
    bring(
      directory([
        entry('a\nb\u001b[31m'),
        entry('index.html'),
        entry('out', 0o120777, { type: 'link', target: '/etc/passwd' }),
        entry('pipe', 0o010600),
        entry('sub', 0o041755),
      ]),
    );
    const title = line(dashboard, /Files/);
    expect(title).toMatch(
      /Files {2}app:\/usr\/share\/nginx\/html .* volume work⟨html⟩ · by audited exec 0s ago/,
    );
    expect(line(dashboard, /index/)).toMatch(/index\.html +2Ki -rw-r--r-- root +2026-11-22 10:11:12/);
    expect(line(dashboard, /sub/)).toMatch(/sub\/ +– drwxr-xr-t root/);
    expect(dashboard.text()).toContain('a\\nb\\e[31m');
    expect(dashboard.text()).toContain('out → /etc/passwd');
    // The upper half and the verdict stay.
    expect(dashboard.text()).toMatch(/1 Ownership[^]*2 Pods[^]*prepare:\/work[^]*Files/);
  });

  it.each([
    [80, 24],
    [120, 40],
    [156, 42],
    [200, 50],
  ])('is drawn at %i×%i', async (columns, rows) => {
    dashboard.dispatch({ type: 'resize', columns, rows });
    dashboard.press('enter');
    bring(
      directory([
        entry('index.html'),
        entry('latest', 0o120777, { type: 'link', target: 'sub' }),
        entry('odd\nname'),
        entry('pipe', 0o010600),
        entry('sub', 0o040755),
      ]),
    );
    await expect(dashboard.text()).toMatchFileSnapshot(`../golden/files-${columns}x${rows}.txt`);
  });

  it('says of a list and of a text that their end was lost, and asks anew', () => {
    dashboard.press('enter');
    bring({ type: 'directory', path: '', entries: [entry('text')], count: 7, lost: true });
    const told = /the server lost its end: ctrl-r asks anew · 1 of 7: more are not listed/;
    expect(dashboard.text()).toMatch(told);
    const [before] = asked();
    dashboard.press('ctrl-r');
    expect(asked()[0]?.version).not.toBe(before?.version);
    bring(directory([entry('text')]));
    expect(dashboard.text()).not.toContain('lost its end');
    dashboard.press('enter');
    bring({ type: 'file', path: 'text', lines: ['one'], cut: false, lost: true });
    expect(dashboard.text()).toMatch(/the server lost its end: ctrl-r asks anew/);
  });

  it('begins with the container that is chosen, where it runs', () => {
    dashboard.press('3');
    dashboard.dispatch({
      type: 'select',
      selection: {
        ...dashboard.state.look.place.selection,
        pod: podNamed('anatomy-0').metadata.uid,
        container: 'worker',
      },
    });
    dashboard.press('4', 'enter');
    expect(asked()).toMatchObject([{ target: { container: 'worker', root: '/work' } }]);
  });

  it('is of the cell that left and right choose, which stays on show, or that is clicked', () => {
    dashboard.press('right', 'right', 'right', 'right', 'enter');
    expect(asked()).toMatchObject([{ target: { container: 'worker', root: '/work' } }]);
    dashboard.press('q');
    dashboard.dispatch({ type: 'resize', columns: 100, rows: 30 });
    expect(line(dashboard, /VOLUME/)).toContain('▾worker');
    dashboard.press('left', 'left');
    expect(line(dashboard, /VOLUME/)).toContain('▾log-shipper');
    dashboard.press('left', 'left');
    expect(line(dashboard, /VOLUME/)).not.toContain('▾');
    expect(line(dashboard, /VOLUME/)).toContain('SOURCE');
    dashboard.dispatch({ type: 'resize', columns: 200, rows: 50 });
    const rows = dashboard.text().split('\n');
    const y = rows.findIndex((row) => row.includes('⇄ work'));
    const at = { x: (rows[y] ?? '').lastIndexOf('/work'), y };
    dashboard.input({ type: 'press', ...at, double: false });
    dashboard.input({ type: 'press', ...at, double: true });
    expect(asked()).toMatchObject([{ target: { container: 'worker', root: '/work' } }]);
  });

  it('moves no column by choosing a cell', () => {
    const columns = (): string => line(dashboard, /VOLUME/).replace('▾', ' ');
    const before = columns();
    for (let step = 0; step < 5; step++) {
      dashboard.press('right');
      expect(line(dashboard, /VOLUME/)).toContain('▾');
      expect(columns()).toBe(before);
    }
  });

  it('is of no other container than the chosen one without a word', () => {
    dashboard.press('right', 'right', 'enter');
    expect(asked()).toEqual([]);
    expect(dashboard.text()).toContain(
      'log-shipper does not mount work, prepare, app and worker do · ← → choose',
    );
    dashboard.press('left', 'enter');
    expect(asked()).toMatchObject([{ target: { container: 'app' } }]);
    expect(dashboard.text()).toContain('prepare does not run (exited 0): as app sees it');
  });

  it('answers to the mouse: a click moves the cursor, a double one opens, the wheel moves', () => {
    dashboard.press('enter');
    bring(directory([entry('index.html'), entry('sub', 0o041755), entry('last')]));
    const click = (name: string, double: boolean): void => {
      const rows = dashboard.text().split('\n');
      const y = rows.findIndex((row) => row.includes(name));
      dashboard.input({ type: 'press', x: (rows[y] ?? '').indexOf(name), y, double });
    };
    click('last', false);
    expect(line(dashboard, /last +2Ki/)).toContain('▌');
    dashboard.input({ type: 'wheel-up', x: 20, y: 35, double: false });
    expect(line(dashboard, /sub\//)).toContain('▌');
    click('sub', true);
    expect(asked()).toMatchObject([{ target: { path: 'sub' } }]);
  });

  it('goes down, opens a text, searches it, and comes back to where it was', () => {
    dashboard.press('enter');
    bring(directory([entry('index.html'), entry('sub', 0o040755)]));
    dashboard.press('j', 'enter');
    expect(asked()).toMatchObject([{ target: { path: 'sub' } }]);
    bring(directory([entry('notes')], 'sub'));
    dashboard.press('enter');
    expect(asked()).toMatchObject([{ target: { path: 'sub/notes' } }]);
    const lines = Array.from({ length: 100 }, (_, index) =>
      index % 40 === 39 ? `needle ${index}` : `line ${index}`,
    );
    bring({ type: 'file', path: 'sub/notes', lines, cut: false });
    expect(dashboard.text()).toContain('line 0');
    dashboard.press('/', 'n', 'e', 'e', 'enter');
    expect(dashboard.text()).toContain('needle 39');
    expect(dashboard.text()).toContain('/nee 1 of 2');
    dashboard.press('n');
    expect(dashboard.text()).toContain('/nee 2 of 2');
    dashboard.press('g');
    expect(dashboard.text()).toContain('line 0');
    dashboard.press('escape', 'escape', 'left');
    // What was listed before stands there until it is listed anew.
    expect(asked()).toMatchObject([{ target: { path: '' } }]);
    bring(directory([entry('index.html'), entry('sub', 0o040755)]));
    expect(line(dashboard, /sub\//)).toContain('▌');
    dashboard.press('escape');
    expect(dashboard.state.look.overlays).toEqual([]);
    expect(asked()).toEqual([]);
  });

  it('shows what is searched for in a file, however far right it stands', () => {
    dashboard.press('enter');
    bring(directory([entry('notes')]));
    dashboard.press('enter');
    bring({ type: 'file', path: 'notes', lines: ['begin', `begin ${'x'.repeat(300)} <needle>`], cut: false });
    dashboard.press('/', ...'needle');
    expect(dashboard.text()).toContain('x <needle>');
    dashboard.press('escape');
    expect(dashboard.text()).toContain('begin x');
    dashboard.press(
      '/',
      ...'needle',
      'enter',
      'left',
      'left',
      'left',
      'left',
      'left',
      'left',
      'left',
      'left',
      'n',
    );
    expect(dashboard.text()).toContain('x <needle>');
  });

  it('c looks at the same directory as the next container sees it, however it mounts it', () => {
    dashboard.press('enter');
    bring(directory([entry('sub', 0o040755)]));
    dashboard.press('enter');
    bring(directory([], 'sub'));
    expect(dashboard.text()).toMatch(/c as worker · ctrl-r anew · i whole · esc back/);
    dashboard.press('c');
    expect(asked()).toMatchObject([{ target: { container: 'worker', root: '/work', path: 'html/sub' } }]);
    bring(directory([], 'html/sub'));
    dashboard.press('left', 'left');
    bring(directory([entry('html', 0o040755)]));
    dashboard.press('c');
    expect(asked()).toMatchObject([{ target: { container: 'app', path: '' } }]);
    expect(dashboard.text()).toContain('app has only html of the volume: this is all that it sees');
  });

  it('looks again with each key that asks for it, and with no other', () => {
    dashboard.press('enter');
    const [first] = asked();
    bring(directory([entry('a'), entry('b')]));
    dashboard.press('j', 'k', 'G', 'g');
    expect(asked()).toEqual([first]);
    dashboard.press('ctrl-r');
    expect(asked()[0]?.version).not.toBe(first?.version);
    dashboard.press('q', 'enter');
    dashboard.dispatch({ type: 'tick', now: takenAt + 1_000 });
    dashboard.press('q', 'enter');
    expect(asked()[0]?.version).not.toBe(first?.version);
  });

  it('ends a search first by Esc, and goes up or closes by the next one', () => {
    dashboard.press('enter');
    bring(directory([entry('alpha'), entry('beta')]));
    dashboard.press('/', 'e', 't', 'enter');
    expect(line(dashboard, /Files/)).toContain('/et 1 of 1');
    expect(dashboard.text()).toContain('esc ends the search');
    dashboard.press('escape');
    expect(dashboard.state.look.overlays).toEqual(['files']);
    expect(line(dashboard, /Files/)).not.toContain('/et');
    expect(dashboard.text()).toContain('esc back');
    // The cursor stays at what was found.
    expect(line(dashboard, /beta/)).toContain('▌');
    dashboard.press('escape');
    expect(dashboard.state.look.overlays).toEqual([]);
  });

  it('says by name that a virtual node lets none look in', () => {
    const nodes = () =>
      dashboard.program.needs(dashboard.state).filter((feed): feed is BackingFeed => feed.type === 'backing');
    dashboard.press('enter');
    const before = nodes().length;
    bring({ type: 'failed', failure: { code: 404, reason: 'NotFound', message: 'no such endpoint' } });
    const [feed] = nodes().filter(({ ref }) => ref.kind === 'Node');
    expect(nodes()).toHaveLength(before + 1);
    const node = { metadata: { name: 'node-1', uid: 'n', labels: { type: 'virtual-kubelet' } } };
    dashboard.tell(feed!, { type: 'live' }, { type: 'data', data: node });
    expect(dashboard.text()).toMatch(/✖ no such endpoint[^]*is a virtual one \(label type=virtual-kubelet\)/);
  });

  it('says what cannot be shown, why, and what would work', () => {
    dashboard.press('enter');
    bring(directory([entry('pipe', 0o010600)]));
    dashboard.press('enter');
    expect(asked()).toMatchObject([{ target: { path: '' } }]);
    expect(dashboard.text()).toContain('it is a FIFO: reading it could wait for ever');
    for (const [told, said] of [
      [{ type: 'binary', path: 'x' }, 'it is binary'],
      [
        { type: 'refused', why: 'outside', where: '/etc/\u001bshadow' },
        'it leads out of the mount, to /etc/\\eshadow',
      ],
      [{ type: 'refused', why: 'denied', where: '' }, 'the user of app may not read it'],
      [
        { type: 'failed', failure: { reason: 'NoShell', message: 'its image has no shell to look with' } },
        'its image has no shell',
      ],
    ] as const) {
      bring(told);
      expect(dashboard.text()).toContain(said);
    }
    expect(dashboard.text()).toContain('ctrl-r looks through debugger, which runs by now');
    expect(dashboard.asked).toEqual([]);
    dashboard.press('D');
    expect(dashboard.asked).toMatchObject([{ type: 'ask-debug', target: { container: 'app' } }]);
    bring({ type: 'refused', why: 'closed', where: '', through: 'debugger-x' });
    expect(dashboard.text()).toContain('debugger-x may not look into app: that takes SYS_PTRACE');
    expect(line(dashboard, /Files/)).toContain('by audited exec in debugger-x 0s ago');
    bring({ type: 'failed', failure: { reason: 'NoShell', message: 'its image has no shell to look with' } });
    expect(dashboard.text()).toContain('c looks at it as worker sees it');
    bring(directory([entry('a')], '', 60_000));
    expect(dashboard.text()).toContain('1 of 60,000: more are not listed');
  });

  it('is ruled out by --readonly, which says so and leads to the volume whole', () => {
    dashboard.dispatch({
      type: 'connected',
      capabilities: {
        live: true,
        exec: 'podscope was started with --readonly: no container is entered',
        forward: true,
        change: true,
      },
    });
    dashboard.press('enter');
    expect(dashboard.state.look.overlays).toEqual([]);
    expect(dashboard.text()).toContain('its files cannot be looked at: podscope was started with --readonly');
    dashboard.press('i');
    expect(dashboard.state.look.overlays).toEqual(['volume']);
  });

  it('leaves no key in the footer that does nothing over it, and help tells every sign', () => {
    const footer = () => dashboard.text().trimEnd().split('\n').at(-1) ?? '';
    expect(footer()).toContain('? help');
    dashboard.press('enter');
    expect(footer()).not.toMatch(/help|quit|command/);
    expect(footer()).toContain('q close');
    dashboard.press('escape');
    expect(footer()).toContain('? help');
    dashboard.press('?', 'G');
    for (const sign of ['»', '◆', '≠', '≁', '+n'])
      expect(line(dashboard, new RegExp(`${sign.replace('+', '\\+')} {2}`)), sign).toMatch(/\p{L}/u);
  });

  it('says of a container that ended that it sees no files any more', () => {
    dashboard.press('enter');
    const pod = podNamed('anatomy-0');
    for (const status of pod.status?.containerStatuses ?? [])
      if (status.name === 'app') (status as { state: object }).state = { terminated: { exitCode: 1 } };
    dashboard.deliver('pods', { type: 'upsert', object: pod });
    expect(asked()).toEqual([]);
    expect(dashboard.text()).toContain('app is not running (exited 1): it sees no files');
    dashboard.deliver('pods', { type: 'delete', object: pod });
    expect(dashboard.text()).toContain('Pod anatomy-0 is gone');
  });
});
