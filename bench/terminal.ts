/**
 * What drawing a frame costs, in a real pseudo-terminal (needs no cluster):
 *
 *   node --import tsx bench/terminal.ts
 */
import { bundled } from '../test/support/programs/demo-terminal.ts';
import { launch } from '../test/support/programs/terminal-driver.ts';

const program = await bundled('bench/draw.ts');
for (const [columns, rows] of [
  [200, 50],
  [300, 100],
] as const) {
  const screen = launch(process.execPath, [program], { columns, rows });
  await screen.waitForExit(60_000);
  const json = /results (\{.*\})/.exec(screen.raw)?.[1];
  if (json === undefined) throw new Error(`no results:\n${screen.screen()}`);
  console.log(`${columns}×${rows}`);
  for (const [what, { ms, bytes }] of Object.entries(
    JSON.parse(json) as Record<string, { ms: number; bytes: number }>,
  )) {
    console.log(`  ${what.padEnd(28)} ${ms.toFixed(2).padStart(6)} ms ${String(bytes).padStart(7)} bytes`);
  }
}
