/** Shells in one dashboard, each left another way: afterwards its screen is cell by cell, and the terminal mode by mode, as before. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestNamespace } from '../support/cluster.ts';
import type { DrivenTerminal } from '../support/programs/terminal-driver.ts';
import { TwinDashboards } from '../support/programs/twin-dashboards.ts';

const [COLUMNS, ROWS] = [120, 40];
const MIB = Number(process.env.PODSCOPE_CAT_MIB ?? 64);

let space: TestNamespace;
let twins: TwinDashboards;
let terminal: DrivenTerminal;

beforeAll(async () => {
  space = await TestNamespace.create('shells');
  await space.apply('sessions');
  await space.kubectl('wait', '--for=condition=Ready', 'pod', '--all', '--timeout=120s');
  await space.kubectl('rollout', 'status', 'deployment/web', '--timeout=120s');
  twins = await TwinDashboards.open(['pod/box', '-n', space.name], /3 Containers[^]* running [^]* running /, {
    columns: COLUMNS,
    rows: ROWS,
  });
  terminal = twins.terminal;
}, 240_000);
afterAll(async () => {
  twins.kill();
  await space.remove();
});

const wrote = (what: string | RegExp): Promise<number> => twins.wrote(what);

/** What is typed while a program gives the terminal back may be lost with it. */
const prompt = (): Promise<number> => wrote(/box:\/# $/);

/** A shell in deb, from its first prompt on. */
async function open(): Promise<void> {
  terminal.press('s');
  await terminal.waitFor(/deb +running/);
  terminal.press('enter');
  await prompt();
}

const sizeIs = async (columns: number, rows: number): Promise<void> => {
  terminal.resize(columns, rows);
  terminal.type(`until [ "$(stty size)" = "${rows} ${columns}" ]; do sleep 0.1; done; echo fol""lowed\r`);
  await wrote('followed');
};

interface Way {
  readonly leaving: string;
  readonly run: () => Promise<void>;
  readonly says: string;
}

const FINE = ' exit 0 ';

const typed = (leaving: string, keys: string, says: Way['says']): Way => ({
  leaving,
  says,
  run: async () => {
    await open();
    terminal.type(keys);
  },
});

const WAYS: readonly Way[] = [
  typed('exit', 'exit\r', FINE),
  typed('exit 3', 'exit 3\r', ' exit 3 '),
  typed('ctrl-d', '\x04', FINE),
  typed('two ctrl-d, the second of which nobody waited for', '\x04\x04', FINE),
  typed('a kill from within', 'kill -9 $$\r', ' killed (exit 137) '),
  {
    leaving: 'a kill from the neighbour',
    says: ' killed (exit 137) ',
    run: async () => {
      await open();
      terminal.type('echo pi""d=$$.\r');
      await wrote(/pid=\d+\./);
      const [, pid = ''] = /pid=(\d+)\./.exec(twins.written) ?? [];
      await space.kubectl('exec', 'box', '-c', 'busy', '--', 'kill', '-9', pid);
    },
  },
  {
    leaving: '~. where it hangs',
    says: 'left: what runs in the container may go on',
    run: async () => {
      await open();
      terminal.type('stty raw; echo de""af; sleep 1000\r');
      await wrote('deaf');
      terminal.type('\r~.');
    },
  },
  {
    leaving: 'ctrl-c in sleep, then exit',
    says: ' exit 130 ',
    run: async () => {
      await open();
      terminal.type('echo sle""eps; sleep 1000\r');
      await wrote('sleeps');
      terminal.press('ctrl-c');
      // What is typed before the shell is back may be lost, as in any terminal.
      await wrote(/\^C[^]*box:\/# $/);
      terminal.type('exit\r');
    },
  },
  {
    leaving: 'vim, resized',
    says: FINE,
    run: async () => {
      await open();
      terminal.type('vim\r');
      await terminal.waitFor(() => terminal.modes().alternate);
      terminal.resize(100, 30);
      // The new size takes its own way.
      await terminal.waitFor(() => {
        terminal.type(':set columns?\r');
        return terminal.screen().includes('columns=100');
      });
      terminal.type(':q!\r');
      await prompt();
      await sizeIs(COLUMNS, ROWS);
      terminal.type('exit\r');
    },
  },
  {
    leaving: 'less',
    says: FINE,
    run: async () => {
      await open();
      terminal.type('seq -f "line %g." 5000 | less\r');
      await wrote('line 20.');
      terminal.type('G');
      await wrote('line 5000.');
      terminal.type('q');
      await prompt();
      terminal.type('exit 0\r');
    },
  },
  {
    leaving: 'top, resized',
    says: FINE,
    run: async () => {
      await open();
      terminal.type('top\r');
      await terminal.waitFor(/PID USER/);
      terminal.resize(140, 50);
      await terminal.waitFor(/PID USER/);
      terminal.type('q');
      await prompt();
      await sizeIs(COLUMNS, ROWS);
      terminal.type('exit 0\r');
    },
  },
  {
    leaving: 'a screen and modes that a program left on',
    says: ' killed (exit 137) ',
    run: async () => {
      await open();
      terminal.type(
        'printf "\\033[?1049h\\033[?1003h\\033[?2004h\\033[?25l\\033(0\\033[5;10r\\033[>1u"; kill -9 $$\r',
      );
    },
  },
  {
    // Another screen, keys for it, a region that scrolls above a line of status, mouse and paste reported.
    leaving: 'a kill of what does as tmux does',
    says: ' killed (exit 137) ',
    run: async () => {
      await open();
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
      await wrote('ready');
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
    run: async () => {
      await open();
      const many = `yes "$(seq -s , 30)" | head -c ${MIB << 20}`;
      terminal.type(`${many} > /tmp/much; cat /tmp/much; exit 4\r`);
      // On the screen: to look through all that was written each time takes too long.
      await terminal.waitFor(/^ exit 4 *$/m, 100_000);
    },
  },
  typed('garbage', 'head -c 65536 /dev/urandom; exit 5\r', ' exit 5 '),
  typed('a hang-up', 'kill -HUP $$\r', ' exit 129 '),
  typed('what takes its place', 'exec sh -c "exit 7"\r', ' exit 7 '),
  typed('exit after ~? was asked', '\r~?exit 8\r', ' exit 8 '),
  typed('exit after a full reset', 'printf "\\033c"; exit 9\r', ' exit 9 '),
  typed('exit after wide letters', 'printf "日本語 é 👩‍👩‍👧 \\n"; exit 10\r', ' exit 10 '),
  {
    leaving: 'what was typed before it was open',
    says: ' exit 6 ',
    run: () => {
      terminal.type('s\rexit 6\r');
      return Promise.resolve();
    },
  },
];

it.each(WAYS)('a shell that is left by $leaving', async ({ run, says }) => {
  twins.begin();
  await run();
  await wrote(says);
  await wrote('press a key');
  terminal.type('x');
  await terminal.waitFor(/3 Containers/);
  if (says !== FINE) await terminal.waitFor(() => terminal.line(ROWS - 1).includes(says.trim()));
  await twins.expectSame();
});

it('quitting after them leaves a line of its own to the prompt', async () => {
  terminal.press('q');
  expect(await terminal.waitForExit()).toBe(0);
  expect(terminal.modes().alternate).toBe(false);
  expect(terminal.terminal.buffer.active.cursorX).toBe(0);
});
