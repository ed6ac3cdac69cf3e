import { expect } from 'vitest';
import { fileURLToPath } from 'node:url';
import { testFolder } from '../test-folder.ts';
import { type DrivenTerminal, launch, type LaunchOptions } from './terminal-driver.ts';

const PROGRAM = fileURLToPath(new URL('../../../bin/podscope.js', import.meta.url));

/** Two dashboards on the same Pod: one that shells are opened in, and one that never had any, which is what the first should be. */
export class TwinDashboards {
  /** Where in all that was written the shell of the test begins: the screen still shows the one before. */
  private begun = 0;

  private constructor(
    readonly terminal: DrivenTerminal,
    readonly untouched: DrivenTerminal,
  ) {}

  static async open(
    args: readonly string[],
    ready: RegExp,
    { env, ...options }: LaunchOptions,
  ): Promise<TwinDashboards> {
    const dashboard = async (): Promise<DrivenTerminal> => {
      const own = { ...env, XDG_STATE_HOME: testFolder() };
      const launched = launch(process.execPath, [PROGRAM, ...args], { ...options, env: own });
      await launched.waitFor(ready);
      await launched.waitFor('● live');
      return launched;
    };
    return new TwinDashboards(await dashboard(), await dashboard());
  }

  kill(): void {
    for (const each of [this.terminal, this.untouched]) each.kill();
  }

  resize(columns: number, rows: number): void {
    for (const each of [this.terminal, this.untouched]) each.resize(columns, rows);
  }

  /** What was written since a test began. */
  get written(): string {
    return this.terminal.raw.slice(this.begun);
  }

  begin(): void {
    this.begun = this.terminal.raw.length;
  }

  wrote(what: string | RegExp): Promise<number> {
    return this.terminal.waitFor(
      () => (typeof what === 'string' ? this.written.includes(what) : what.test(this.written)),
      60_000,
    );
  }

  /** After a key ends what is said of the shell: cell by cell, and mode by mode, as if there had been none. */
  async expectSame(): Promise<void> {
    const { terminal, untouched } = this;
    const isSame = (): boolean => cells(terminal).join('\n') === cells(untouched).join('\n');
    await terminal.waitFor(isSame).catch(() => expect(cells(terminal)).toEqual(cells(untouched)));
    expect(terminal.modes()).toEqual(untouched.modes());
    expect(terminal.keyboards()).toEqual(untouched.keyboards());
  }
}

/** Row by row what is read, and where which look begins; but for the last row, where it is said how a shell ended. */
function cells(of: DrivenTerminal): readonly string[] {
  return Array.from({ length: of.terminal.rows - 1 }, (_, y) => {
    const row = Array.from({ length: of.terminal.cols }, (_, x) => of.cell(x, y));
    const looks = row.map((cell) => Object.values({ ...cell, text: '' }).join('.'));
    const begun = looks.flatMap((look, x) => (look === looks[x - 1] ? [] : [`${x}${look}`]));
    return `${row.map(({ text }) => text || ' ').join('')} ${begun.join(' ')}`;
  });
}
