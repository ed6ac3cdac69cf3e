import { startDashboard } from './app/dashboard.ts';
import type { Writer } from './cli/arguments/arguments.ts';
import { saidWhileTidying } from './cli/journal/listen.ts';
import type { Notice } from './cli/demo.ts';
import type { Journal } from './cli/journal/journal.ts';
import { optimizeFor, type Shown, startOf } from './cli/start.ts';
import { globalCommands } from './commands/index.ts';
import { runEffects } from './effects/index.ts';
import { runFeeds } from './feeds/index.ts';
import { overlays } from './overlays/index.ts';
import { panes } from './panes/index.ts';
import { memoryIn } from './cli/memory.ts';
import { saveFile } from './cli/save-file.ts';
import { shellEnvironment } from './model/sessions/shell/shell-command.ts';
import type { Clusters } from './ports/connection.ts';
import { Program } from './screen/program.ts';
import { openScreen, sizeOf } from './terminal/index.ts';

/** The part of `main` that only the dashboard needs: puts what draws and is driven by keys on this terminal. */
export function showDashboard(
  shown: Shown,
  given: Clusters,
  journal: Journal,
  writer: Writer,
  notice?: Notice,
): void {
  const clusters = { ...given, tidy: saidWhileTidying(given.tidy, journal.told$, writer) };
  const { stdin, stdout, stderr, env } = process;
  const { mouse, color } = shown.flags;
  const others = { stderr, told: journal.overheard };
  const terminal = openScreen({
    stdin,
    stdout,
    env,
    others,
    tidy: clusters.tidy,
    noMouse: !mouse,
    noColor: !color,
  });
  const size = sizeOf(stdout);
  const clock = { now: () => Date.now() };
  startDashboard({
    start: { now: clock.now(), size, ...startOf(shown, clusters) },
    program: new Program(panes, overlays, globalCommands),
    world: {
      clusters,
      terminal,
      clock,
      told$: journal.told$,
      shellEnvironment: shellEnvironment(process.env),
      home: process.env.HOME,
      memory: memoryIn(process.env, (...told) => journal.log(...told)),
      exit: process.exit,
      save: saveFile,
    },
    effects: runEffects,
    feeds: runFeeds,
    onMuch: () => optimizeFor(true),
    ...(notice && { first: [{ type: 'open', overlay: 'notice', with: notice }] }),
  });
}
