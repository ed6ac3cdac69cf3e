import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BehaviorSubject, firstValueFrom, NEVER, Subject, type Subscription } from 'rxjs';
import { openClusters } from '../../../src/cluster/index.ts';
import { globalCommands } from '../../../src/commands/index.ts';
import { runEffects } from '../../../src/effects/index.ts';
import { runFeeds } from '../../../src/feeds/index.ts';
import type { LentTerminal } from '../../../src/ports/terminal.ts';
import type { Key, Mouse } from '../../../src/view/input.ts';
import { panes } from '../../../src/panes/index.ts';
import { overlays } from '../../../src/overlays/index.ts';
import { Program } from '../../../src/screen/program.ts';
import type { Simulator } from '../../../src/simulator/apiserver/server.ts';
import { startDashboard } from '../../../src/app/dashboard.ts';
import { ownLine } from '../../../src/terminal/lending/lend.ts';
import type { Frame } from '../../../src/view/frame.ts';
import { frameText } from './dashboard.ts';
import type { TestClock } from '../test-clock.ts';
import { testFolder } from '../test-folder.ts';

const GIVEN_UP_MS = 60_000;

interface Options {
  readonly columns?: number;
  readonly rows?: number;
  readonly namespace?: string;
  /** Opened on this Pod. */
  readonly pod?: string;
}

/**
 * The whole program but for blessed, on a simulated cluster over real HTTP: keys go in, the screen comes out as
 * text. The cluster's time, and the screen's, is the test's.
 */
export class SimulatedScreen {
  /** What a shell wrote while it had the terminal. */
  lent = '';
  exitCode: number | undefined;
  private frame: Frame | undefined;
  private readonly input$ = new Subject<Key>();
  private readonly typed$ = new Subject<Uint8Array>();
  private readonly effects: Subscription;
  private readonly folder = testFolder();

  constructor(
    simulator: Pick<Simulator, 'kubeconfig'>,
    private readonly clock: TestClock,
    { columns = 156, rows = 40, namespace = 'default', pod }: Options = {},
  ) {
    const kubeconfig = path.join(this.folder, 'kubeconfig');
    writeFileSync(kubeconfig, simulator.kubeconfig());
    const clusters = openClusters({ kubeconfig, env: {}, home: this.folder });
    const size$ = new BehaviorSubject({ columns, rows });
    const write = (data: Uint8Array | string): void => void (this.lent += Buffer.from(data).toString());
    const conclude = async (text: string): Promise<string> => {
      write(ownLine('ending', text));
      await firstValueFrom(this.typed$, { defaultValue: undefined });
      return 'enter';
    };
    const lend = <T>(run: (terminal: LentTerminal) => Promise<T>): Promise<T> =>
      run({
        input$: this.typed$,
        size$,
        write,
        announce: (text) => write(ownLine('opening', text)),
        conclude,
      });
    const terminal = {
      keys$: this.input$,
      mouse$: new Subject<Mouse>(),
      size$,
      draw: (frame: Frame) => void (this.frame = frame),
      close: () => undefined,
      lend,
      suspend: () => undefined,
      redraw: () => undefined,
      copy: () => true,
    };
    const { loop, running } = startDashboard({
      start: {
        now: clock.now(),
        size: size$.value,
        context: clusters.current.name,
        contexts: clusters.contexts,
        namespace,
        ...(pod !== undefined && { wanted: { kind: 'Pod', name: pod } }),
      },
      program: new Program(panes, overlays, globalCommands),
      world: {
        clusters,
        terminal,
        clock,
        told$: NEVER,
        shellEnvironment: {},
        memory: { read: () => Promise.resolve(undefined), write: () => Promise.resolve() },
        exit: (code) => void (this.exitCode = code),
        save: (name) => Promise.resolve(name),
      },
      effects: runEffects,
      feeds: runFeeds,
    });
    this.effects = running;
    this.moveClock = () => loop.dispatch({ type: 'tick', now: clock.now() });
  }

  private readonly moveClock: () => void;

  press(...keys: readonly string[]): void {
    for (const name of keys) this.input$.next({ type: 'key', name });
  }

  /** Types into the shell that has the terminal. */
  type(text: string): void {
    this.typed$.next(Buffer.from(text));
  }

  text(): string {
    return this.frame ? frameText(this.frame) : '';
  }

  /** Lets the cluster's time pass, half a second at once, until the screen shows it. Throws with the screen else. */
  async shows(wanted: RegExp | string | ((text: string) => boolean)): Promise<string> {
    return this.until(() => this.text(), wanted);
  }

  /** As `shows`, of what a shell wrote. */
  async says(wanted: RegExp | string): Promise<string> {
    return this.until(() => this.lent, wanted);
  }

  close(): void {
    this.effects.unsubscribe();
    rmSync(this.folder, { recursive: true });
  }

  private async until(
    text: () => string,
    wanted: RegExp | string | ((text: string) => boolean),
  ): Promise<string> {
    const given = Date.now() + GIVEN_UP_MS;
    const holds = (): boolean => {
      if (typeof wanted === 'function') return wanted(text());
      return typeof wanted === 'string' ? text().includes(wanted) : wanted.test(text());
    };
    for (let turn = 1; !holds(); turn += 1) {
      if (Date.now() > given) throw new Error(`never seen: ${String(wanted)} in\n${text()}`);
      // What was sent has to come over the line before more time passes.
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (turn % 8 !== 0) continue;
      await this.clock.pass(500);
      this.moveClock();
    }
    return text();
  }
}
