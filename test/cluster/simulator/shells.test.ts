/** Shells on the simulated cluster, each left another way, as test/cluster/shells.test.ts has them on a real one. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, it } from 'vitest';
import type { Simulator } from '../../../src/simulator/apiserver/server.ts';
import { startCluster } from '../../../src/simulator/cluster.ts';
import { scenario } from '../../../src/simulator/demo/scenario/scenario.ts';
import { MACHINE_CLOCK } from '../../../src/simulator/time/clock.ts';
import { PacedClock } from '../../../src/simulator/time/paced-clock.ts';
import type { DrivenTerminal } from '../../support/programs/terminal-driver.ts';
import { TwinDashboards } from '../../support/programs/twin-dashboards.ts';
import { testFolder } from '../../support/test-folder.ts';

const [COLUMNS, ROWS] = [120, 40];

let cluster: Simulator;
let twins: TwinDashboards;
let terminal: DrivenTerminal;

beforeAll(async () => {
  const clock = new PacedClock(MACHINE_CLOCK, setImmediate, 60_000);
  const residents = [scenario({ happens: false })];
  cluster = await startCluster({ clock, seed: 1, namespace: 'shop', residents });
  await clock.start();
  const file = path.join(testFolder(), 'kubeconfig');
  writeFileSync(file, cluster.kubeconfig());
  twins = await TwinDashboards.open(['pod/two-containers'], /3 Containers[^]*debian-container +[^]*running/, {
    columns: COLUMNS,
    rows: ROWS,
    env: { KUBECONFIG: file },
  });
  terminal = twins.terminal;
}, 120_000);
afterAll(async () => {
  twins.kill();
  await cluster.close();
});

const PROMPT = /two-containers:\/# $/;

async function open(): Promise<void> {
  terminal.press('s');
  await terminal.waitFor(/debian-container +running/);
  terminal.press('enter');
  await twins.wrote(PROMPT);
}

interface Way {
  readonly leaving: string;
  readonly says: string;
  readonly run: () => Promise<void>;
}

const FINE = ' exit 0 ';
const typed = (leaving: string, keys: string, says: string): Way => ({
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
  typed('a hang-up', 'kill -HUP $$\r', ' exit 129 '),
  typed('~. at its prompt', '\r~.', 'left: what runs in the container may go on'),
  {
    leaving: 'ctrl-c in sleep, then exit',
    says: ' exit 130 ',
    run: async () => {
      await open();
      terminal.type('echo sle""eps; sleep 1000\r');
      await twins.wrote('sleeps');
      terminal.press('ctrl-c');
      await twins.wrote(/\^C[^]*two-containers:\/# $/);
      terminal.type('exit\r');
    },
  },
  typed(
    'a screen and modes that a program left on',
    'printf "\\033[?1049h\\033[?1003h\\033[?2004h\\033[?25l\\033(0\\033[5;10r\\033[>1u"; kill -9 $$\r',
    ' killed (exit 137) ',
  ),
  typed('exit after ~? was asked', '\r~?exit 8\r', ' exit 8 '),
  typed('exit after a full reset', 'printf "\\033c"; exit 9\r', ' exit 9 '),
  typed('exit after wide letters', 'printf "日本語 é 👩‍👩‍👧 \\n"; exit 10\r', ' exit 10 '),
  {
    leaving: 'a size that was followed',
    says: ' exit 4 ',
    run: async () => {
      await open();
      for (const [columns, rows] of [
        [100, 30],
        [COLUMNS, ROWS],
      ] as const) {
        // What is listed may stand elsewhere after a smaller size.
        twins.resize(columns, rows);
        terminal.type(
          `until [ "$(stty size)" = "${rows} ${columns}" ]; do sleep 0.1; done; echo fol""lowed\r`,
        );
        await twins.wrote('followed');
      }
      terminal.type('exit 4\r');
    },
  },
  {
    leaving: 'what was typed before it was open',
    says: ' exit 6 ',
    run: () => {
      terminal.type('s');
      return terminal.waitFor(/debian-container +running/).then(() => terminal.type('\rexit 6\r'));
    },
  },
];

it.each(WAYS)('a shell that is left by $leaving', async ({ run, says }) => {
  twins.begin();
  await run();
  await twins.wrote(says);
  await twins.wrote('press a key');
  terminal.type('x');
  await terminal.waitFor(/3 Containers/);
  if (says !== FINE) await terminal.waitFor(() => terminal.line(ROWS - 1).includes(says.trim()));
  await twins.expectSame();
});
