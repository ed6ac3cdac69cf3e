/** A program with a plugin that runs: `plugin-host.ts COMMAND exit|throw|wait`. It prints when the plugin is there. */
import { existsSync } from 'node:fs';
import { runProgram } from '../../../src/cluster/credentials/plugin-process.ts';

const [, , ready = '', end] = process.argv;
const script = `echo $$ > ${ready}.tmp; mv ${ready}.tmp ${ready}; sleep 300`;
void runProgram('sh', ['-c', script], process.env, {
  longestRun: 60_000,
  longestTold: 60_000,
  mostOutput: 1000,
});
const timer = setInterval(() => {
  if (!existsSync(ready)) return;
  clearInterval(timer);
  process.stdout.write('ready\n');
  if (end === 'exit') process.exit(3);
  if (end === 'throw') throw new Error('a fault');
}, 10);
