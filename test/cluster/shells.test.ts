/** Shells in one dashboard, each left another way: afterwards its screen is cell by cell, and the terminal mode by mode, as before. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestNamespace } from '../support/cluster.ts';
import { FINE, LeftShells, typed, type Way, WAYS } from '../support/programs/left-shells.ts';
import { TwinDashboards } from '../support/programs/twin-dashboards.ts';

const [COLUMNS, ROWS] = [120, 40];
const MIB = Number(process.env.PODSCOPE_CAT_MIB ?? 64);

let space: TestNamespace;
let shells: LeftShells;

beforeAll(async () => {
  space = await TestNamespace.create('shells');
  await space.apply('sessions');
  await space.kubectl('wait', '--for=condition=Ready', 'pod', '--all', '--timeout=120s');
  await space.kubectl('rollout', 'status', 'deployment/web', '--timeout=120s');
  const twins = await TwinDashboards.open(
    ['pod/box', '-n', space.name],
    /3 Containers[^]* running [^]* running /,
    {
      columns: COLUMNS,
      rows: ROWS,
    },
  );
  shells = new LeftShells(twins, /deb +running/, /box:\/# $/);
});
afterAll(async () => {
  shells.twins.kill();
  await space.remove();
});

const REAL_WAYS: readonly Way[] = [
  ...WAYS,
  {
    leaving: 'a kill from the neighbour',
    says: ' killed (exit 137) ',
    run: async (shells) => {
      const { terminal } = shells;
      await shells.open();
      terminal.type('echo pi""d=$$.\r');
      await shells.wrote(/pid=\d+\./);
      const [, pid = ''] = /pid=(\d+)\./.exec(shells.twins.written) ?? [];
      await space.kubectl('exec', 'box', '-c', 'busy', '--', 'kill', '-9', pid);
    },
  },
  {
    leaving: '~. where it hangs',
    says: 'left: its shell is ',
    run: async (shells) => {
      const { terminal } = shells;
      await shells.open();
      terminal.type('stty raw; echo de""af; sleep 1000\r');
      await shells.wrote('deaf');
      terminal.type('\r~.');
    },
  },
  {
    leaving: 'vim, resized',
    says: FINE,
    run: async (shells) => {
      const { terminal } = shells;
      await shells.open();
      terminal.type('vim\r');
      // Its ruler stands in the last row, at the right: once it is there it waits for keys, and then has the new size.
      const rules = (): boolean => /,\d.* All *$/.test(terminal.line(terminal.terminal.rows - 1));
      await terminal.waitFor(() => terminal.modes().alternate && rules());
      terminal.resize(100, 30);
      await terminal.waitFor(rules);
      // Asked once: answers that fill the screen have vim ask whether to go on.
      terminal.type(':set columns?\r');
      await terminal.waitFor('columns=100');
      terminal.type(':q!\r');
      await shells.prompt();
      await shells.sizeIs(COLUMNS, ROWS);
      terminal.type('exit\r');
    },
  },
  {
    leaving: 'less',
    says: FINE,
    run: async (shells) => {
      const { terminal } = shells;
      await shells.open();
      terminal.type('seq -f "line %g." 5000 | less\r');
      await shells.wrote('line 20.');
      terminal.type('G');
      await shells.wrote('line 5000.');
      terminal.type('q');
      await shells.prompt();
      terminal.type('exit 0\r');
    },
  },
  {
    leaving: 'top, resized',
    says: FINE,
    run: async (shells) => {
      const { terminal } = shells;
      await shells.open();
      terminal.type('top\r');
      await terminal.waitFor(/PID USER/);
      terminal.resize(140, 50);
      await terminal.waitFor(/PID USER/);
      terminal.type('q');
      await shells.prompt();
      await shells.sizeIs(COLUMNS, ROWS);
      terminal.type('exit 0\r');
    },
  },
  {
    // Another screen, keys for it, a region that scrolls above a line of status, mouse and paste reported.
    leaving: 'a kill of what does as tmux does',
    says: ' killed (exit 137) ',
    run: async (shells) => {
      const { terminal } = shells;
      await shells.open();
      const on = '\\033[?1049h\\033[?1002h\\033[?1006h\\033[?2004h\\033[?1h\\033=\\033[H\\033[2J';
      const status = `\\033[r\\033[${ROWS};1H\\033[7m[0] 0:bash*\\033[m`;
      const [click, pasted] = ['\x1b[<0;5;5M', '\x1b[200~two words\x1b[201~'];
      terminal.type(
        [
          'clear',
          `printf "${on}\\033[2;6r\\033[6;1H"; seq -f "row %g" 9; printf "${status}\\033[8;1H"`,
          `stty raw -echo; printf "\\033[13;1Hdown\\nthere\\033[8;1H"; echo re""ady; got=$(head -c ${click.length + pasted.length} | cat -v); stty sane`,
          'printf "\\033[10;1Hgot %s.\\n" "$got"; read -r; kill -9 $$\r',
        ].join('; '),
      );
      await shells.wrote('ready');
      terminal.type(click + pasted);
      await terminal.waitFor(/got \^\[\[<0;5;5M\^\[\[200~two words\^\[\[201~\./);
      // Said while its own terminal was raw.
      expect([12, 13].map((row) => terminal.line(row))).toEqual(['down', '    there']);
      expect([1, 2, 3, 4, 5, 6].map((row) => terminal.line(row))).toEqual([
        'row 6',
        'row 7',
        'row 8',
        'row 9',
        '',
        '',
      ]);
      expect(terminal.line(ROWS - 1)).toBe('[0] 0:bash*');
      expect(terminal.cell(0, ROWS - 1).inverse).toBe(true);
      expect(terminal.modes()).toMatchObject({ alternate: true, mouse: 'drag', paste: true });
      terminal.type('\r');
    },
  },
  {
    leaving: `${MIB} MiB`,
    says: ' exit 4 ',
    run: async (shells) => {
      const { terminal } = shells;
      await shells.open();
      const many = `yes "$(seq -s , 30)" | head -c ${MIB << 20}`;
      terminal.type(`${many} > /tmp/much; cat /tmp/much; echo; echo that was a""ll\r`);
      // On the screen: to look through all that was written each time takes too long.
      await terminal.waitFor(/^that was all$/m, 200_000);
      // A busy server loses what is on its way when a shell ends, and how that ended: of kubectl's as well.
      terminal.type('exit 4\r');
      await terminal.waitFor(/^ exit 4 *$/m);
    },
  },
  typed('garbage', 'head -c 65536 /dev/urandom; exit 5\r', ' exit 5 '),
  typed('what takes its place', 'exec sh -c "exit 7"\r', ' exit 7 '),
];

it.each(REAL_WAYS)('a shell that is left by $leaving', (way) => shells.leave(way));

it('quitting after them leaves a line of its own to the prompt', async () => {
  const { terminal } = shells;
  terminal.press('q');
  expect(await terminal.waitForExit()).toBe(0);
  expect(terminal.modes().alternate).toBe(false);
  expect(terminal.terminal.buffer.active.cursorX).toBe(0);
});
