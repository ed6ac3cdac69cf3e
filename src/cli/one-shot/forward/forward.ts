import type { ForwardTold } from '../../../model/forward/forward.ts';
import { insteadText, toldText } from '../../../model/forward/forward-course.ts';
import type { Writer } from '../../arguments/arguments.ts';
import type { ForwardShot } from '../../arguments/forward-command.ts';
import { isPod } from '../../arguments/target.ts';
import { untilSignal } from '../logs/until-signal.ts';
import { notThere } from '../not-there.ts';
import type { OneShotSource } from '../source.ts';
import { failureOf } from '../../../model/failure.ts';

/** By Ctrl-C a forward ends as it should, as kubectl's does. */
const INTERRUPTED = 130;

/** `podscope forward`: until a signal ends it, whose number makes the exit code, Ctrl-C excepted. */
export async function runForward(
  { target, ports, addresses }: ForwardShot,
  source: OneShotSource,
  output: Writer,
): Promise<number> {
  const request = { namespace: source.namespace, target, ports, addresses };
  const ended = await untilSignal(process, async (signal) => {
    try {
      await source.forward(request, (told) => print(told, output), signal);
    } catch (error) {
      const { code } = failureOf(error);
      if (code !== 404 || !isPod(target)) throw error;
      const kind = { kind: 'Pod', namespaced: true };
      output.err(`podscope: ${await notThere(source, target, { missing: 'object', kind })}\n`);
      return 1;
    }
    return 0;
  });
  return ended === INTERRUPTED ? 0 : ended;
}

/** kubectl's lines where it has them, on standard output; what else happens on standard error. */
function print(told: ForwardTold, { out, err }: Writer): void {
  const say = (text: string): void => err(`podscope: ${text}\n`);
  switch (told.type) {
    case 'listening': {
      const { from, port, instead } = told.at;
      if (instead) say(insteadText(told.at));
      return out(`Forwarding from ${from} -> ${port}\n`);
    }
    case 'connection':
      return out(`Handling connection for ${told.local}\n`);
    case 'traffic':
      return;
    default:
      return say(toldText(told));
  }
}
