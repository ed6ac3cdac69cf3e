/** Starts a demo whose thread runs the code that is given, prints the path of its kubeconfig, and goes on. */
import { exitCodeOf, writerOn } from '../../../src/cli/program.ts';
import { startDemo } from '../../../src/simulator/demo/start-demo.ts';
import { ENDING_SIGNALS } from '../../../src/terminal/index.ts';

const program = new URL(`data:text/javascript,${encodeURIComponent(process.argv[2] ?? '')}`);
const writer = writerOn(process.stdout, process.stderr);

process.exitCode = await exitCodeOf(
  async () => {
    const { kubeconfig, up } = startDemo(program, { pods: 0, seed: 1, faults: false }, ENDING_SIGNALS);
    await up;
    writer.out(`${kubeconfig}\n`);
    return undefined;
  },
  writer,
  () => undefined,
);
