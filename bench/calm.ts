/**
 * How calm it stays where much happens: a simulated namespace of 1,000 Pods with 500 changes a second for a minute, and
 * then as long with keys. Says processor time alone, so that it is right on a busy machine: `npm run bench:calm`.
 *
 *   npm run bench:calm -- [--changes 500] [--pods 1000] [--seconds 60] [--program bin/podscope.js]
 *
 * Fails where it takes more than 30 % of a core, or a key more than 16 ms.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launch } from '../test/support/programs/terminal-driver.ts';
import { cpuSeconds, sleep } from './process.ts';
import type { ServerOptions, ToServer, ToSoak } from './soak/protocol.ts';

const { values } = parseArgs({
  options: {
    changes: { type: 'string', default: '500' },
    pods: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '60' },
    program: { type: 'string', default: 'bin/podscope.js' },
  },
});
const SECONDS = Number(values.seconds);
/** From one key to the next, in ms: no quicker than a key that is held down. */
const KEY_EVERY = 100;
const MOST_PERCENT = 30;
const MOST_MS = 16;

const options: ServerOptions = {
  seed: 1,
  pods: Number(values.pods),
  changesPerSecond: Number(values.changes),
};
const server = fork(path.join(import.meta.dirname, 'soak/server.ts'), [JSON.stringify(options)], {
  execArgv: ['--import', 'tsx'],
});
const tell = (wanted: ToServer): void => void server.send(wanted);
const heard = async (): Promise<ToSoak> => ((await once(server, 'message')) as [ToSoak])[0];

const up = await heard();
if (up.type !== 'up') throw new Error('the cluster did not come up');
const folder = mkdtempSync(path.join(tmpdir(), 'podscope-calm-'));
const kubeconfig = path.join(folder, 'kubeconfig');
writeFileSync(kubeconfig, up.kubeconfig);

const screen = launch(process.execPath, [values.program], {
  ...{ columns: 156, rows: 42 },
  env: { KUBECONFIG: kubeconfig },
});
await screen.waitFor(/● live.* pods/, 60_000);
// What a start leaves to be compiled and tidied up is not what a minute of changes costs.
tell('begin');
await sleep(20_000);

/** What it takes of a core, in seconds, over so long. */
async function cost(keys: boolean): Promise<{ cpu: number; wall: number; keys: number }> {
  const [begin, before] = [performance.now(), cpuSeconds(screen.pid)];
  let pressed = 0;
  while (performance.now() - begin < SECONDS * 1000) {
    if (keys) screen.press(pressed++ % 20 < 10 ? 'j' : 'k');
    await sleep(KEY_EVERY);
  }
  return { cpu: cpuSeconds(screen.pid) - before, wall: (performance.now() - begin) / 1000, keys: pressed };
}

const idle = await cost(false);
const typed = await cost(true);
tell('be quiet');
const quiet = await heard();
const percent = (100 * idle.cpu) / idle.wall;
const perKey = Math.max(0, (1000 * (typed.cpu - (idle.cpu * typed.wall) / idle.wall)) / typed.keys);
const changes = quiet.type === 'quiet' ? quiet.changes - Number(values.pods) : NaN;
const perSecond = changes / (20 + idle.wall + typed.wall);
console.log(
  `${perSecond.toFixed(0)} changes a second: ${percent.toFixed(1)} % of a core; a key ${perKey.toFixed(1)} ms of processor time`,
);
screen.kill();
server.disconnect();
rmSync(folder, { recursive: true });
if (percent > MOST_PERCENT || perKey > MOST_MS) process.exitCode = 1;
process.exit();
