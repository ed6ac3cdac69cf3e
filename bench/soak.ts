/**
 * Looks for what grows or gets lost over an hour: the built program, in a pseudo-terminal, on a simulated
 * cluster that churns, with trouble on the line in turns:
 *
 *   npm run soak -- [--minutes 60] [--seed 1] [--pods 300] [--no-faults]
 *
 * Fails where memory grows by 5 % or more after the first five minutes (garbage is collected twice a minute; the
 * median of the ten minutes from there is compared with that of the last ten, in runs of 25 minutes and more), where
 * more files are open at the end than at the beginning, and where the rows at the end are not the server's.
 */
import { parseArgs } from 'node:util';
import { median } from './process.ts';
import { type Sample, soak } from './soak/soak.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    pods: { type: 'string', default: '300' },
    'no-faults': { type: 'boolean', default: false },
  },
});
const minutes = Number(values.minutes);
const WARM = 300;
const WINDOW = 600;

/** Memory of the ten minutes from there on, in MiB: at any moment a third of it may be garbage, or none. */
function usual(samples: readonly Sample[], from: number): number {
  return median(samples.filter(({ at }) => at >= from && at < from + WINDOW).map(({ rssMib }) => rssMib));
}

const result = await soak({
  seconds: minutes * 60,
  seed: Number(values.seed),
  pods: Number(values.pods),
  changesPerSecond: 10,
  ...(!values['no-faults'] && { faultEveryMs: 20_000 }),
  log: console.log,
});
const { samples, descriptors, rows, changes } = result;
const early = usual(samples, WARM);
const late = usual(samples, minutes * 60 - WINDOW);
const growth = (late / early - 1) * 100;
const missing = rows.server.filter((row) => !rows.screen.includes(row));
const wrong = rows.screen.filter((row) => !rows.server.includes(row));
const equal = rows.server.join() === rows.screen.join();
console.log(`changes            ${changes}`);
console.log(
  `memory             ${early.toFixed(1)} MiB, at the end ${late.toFixed(1)} MiB: ${growth.toFixed(1)} %`,
);
const kept = samples.filter(({ at }) => at >= WARM).map(({ keptMib }) => keptMib);
console.log(`kept by the heap   ${kept[0]?.toFixed(1)} MiB, at the end ${kept.at(-1)?.toFixed(1)} MiB`);
console.log(`open files         ${descriptors.before}, at the end ${descriptors.after}`);
console.log(
  `rows               ${rows.server.length}, ${equal ? 'equal' : `missing ${missing.length}: ${missing.slice(0, 5).join()}; wrong ${wrong.length}: ${wrong.slice(0, 5).join()}`}`,
);
if (!equal) console.log(result.screen.split('\n').slice(0, 30).join('\n'));
const grew = minutes >= 25 && growth >= 5;
process.exit(equal && !grew && descriptors.after <= descriptors.before ? 0 : 1);
