import type { DrivenTerminal } from './terminal-driver.ts';
import type { TwinDashboards } from './twin-dashboards.ts';

/** A way to leave a shell, and what is said of it then. */
export interface Way {
  readonly leaving: string;
  readonly says: string;
  readonly run: (shells: LeftShells) => Promise<void>;
}

/** What is said of one that nothing is to be known of. */
export const FINE = ' exit 0 ';

/** By what is typed at its prompt. */
export const typed = (leaving: string, keys: string, says: string): Way => ({
  leaving,
  says,
  run: async (shells) => {
    await shells.open();
    shells.terminal.type(keys);
  },
});

/** Shells in a dashboard, one after the other: afterwards its screen is cell by cell, and the terminal mode by mode, as before. */
export class LeftShells {
  readonly terminal: DrivenTerminal;

  /**
   * @param picked the row of the picker that the shell is opened from
   * @param prompt the shell's, at the end of what was written
   */
  constructor(
    readonly twins: TwinDashboards,
    private readonly picked: RegExp,
    private readonly prompting: RegExp,
  ) {
    this.terminal = twins.terminal;
  }

  /** A shell, from its first prompt on. */
  async open(): Promise<void> {
    this.terminal.press('s');
    await this.terminal.waitFor(this.picked);
    this.terminal.press('enter');
    await this.prompt();
  }

  /** What is typed while a program gives the terminal back may be lost with it. */
  prompt(): Promise<number> {
    return this.wrote(this.prompting);
  }

  wrote(what: string | RegExp): Promise<number> {
    return this.twins.wrote(what);
  }

  /** Waits in the shell until it has a size, which takes its own way. */
  async sizeIs(columns: number, rows: number): Promise<void> {
    // What is listed may stand elsewhere after a smaller size.
    this.twins.resize(columns, rows);
    this.terminal.type(
      `until [ "$(stty size)" = "${rows} ${columns}" ]; do sleep 0.1; done; echo fol""lowed\r`,
    );
    await this.wrote('followed');
  }

  /** Opens one, leaves it, and looks at what is there then. */
  async leave({ run, says }: Way): Promise<void> {
    const { twins, terminal } = this;
    twins.begin();
    await run(this);
    await this.wrote(says);
    await this.wrote('press a key');
    terminal.type('x');
    await terminal.waitFor(/3 Containers/);
    if (says !== FINE)
      await terminal.waitFor(() => terminal.line(terminal.terminal.rows - 1).includes(says.trim()));
    await twins.expectSame();
  }
}

/** Those that work in a real container and in a simulated one. */
export const WAYS: readonly Way[] = [
  typed('exit', 'exit\r', FINE),
  typed('exit 3', 'exit 3\r', ' exit 3 '),
  typed('ctrl-d', '\x04', FINE),
  typed('two ctrl-d, the second of which nobody waited for', '\x04\x04', FINE),
  typed('a kill from within', 'kill -9 $$\r', ' killed (exit 137) '),
  typed('a hang-up', 'kill -HUP $$\r', ' exit 129 '),
  typed(
    'a screen and modes that a program left on',
    'printf "\\033[?1049h\\033[?1003h\\033[?2004h\\033[?25l\\033(0\\033[5;10r\\033[>1u"; kill -9 $$\r',
    ' killed (exit 137) ',
  ),
  typed('exit after ~? was asked', '\r~?exit 8\r', ' exit 8 '),
  typed('exit after a full reset', 'printf "\\033c"; exit 9\r', ' exit 9 '),
  typed('exit after wide letters', 'printf "日本語 é 👩‍👩‍👧 \\n"; exit 10\r', ' exit 10 '),
  {
    leaving: 'ctrl-c in sleep, then exit',
    says: ' exit 130 ',
    run: async (shells) => {
      await shells.open();
      shells.terminal.type('echo sle""eps; sleep 1000\r');
      await shells.wrote('sleeps');
      shells.terminal.press('ctrl-c');
      // What is typed before the shell is back may be lost, as in any terminal.
      await shells.wrote('^C');
      await shells.prompt();
      shells.terminal.type('exit\r');
    },
  },
  {
    leaving: 'what was typed before it was open',
    says: ' exit 6 ',
    run: async (shells) => {
      const { terminal } = shells;
      terminal.type('s\recho typed""ahead\r');
      // A busy server loses how a shell ended that ends as soon as it began, for kubectl too.
      await shells.wrote(/typedahead/);
      terminal.type('exit 6\r');
    },
  },
];
