/**
 * Lets the demo's cluster live on a clock of its own, as fast as it can, and says what does not hold that has to.
 *
 *   npm run soak:world -- [--seeds 1-50] [--minutes 120] [--pods 0]
 */
import { parseArgs } from 'node:util';
import { live } from '../test/simulator/soak/lived.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1-50' },
    minutes: { type: 'string', default: '120' },
    pods: { type: 'string', default: '0' },
  },
});

const [first = 1, last = first] = values.seeds.split('-').map(Number);
const [minutes, pods] = [Number(values.minutes), Number(values.pods)];
for (let seed = first; seed <= last; seed += 1) {
  const begun = performance.now();
  const { findings, changes } = await live({ seed, minutes, pods });
  const took = `${((performance.now() - begun) / 1000).toFixed(0)} s`;
  process.stdout.write(
    `seed ${seed}: ${findings.length === 0 ? 'well' : 'NOT WELL'} after ${minutes} minutes with ${pods} Pods more (${changes} changes, ${took})\n`,
  );
  for (const finding of findings) process.stdout.write(`  ${finding}\n`);
  if (findings.length > 0) process.exitCode = 1;
}
