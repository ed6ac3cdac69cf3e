import type { ForwardTold } from '../../../model/forward/forward.ts';
import { declaredText } from '../../../model/forward/no-port.ts';
import { insteadText, toldText } from '../../../model/forward/forward-course.ts';
import type { Writer } from '../../arguments/arguments.ts';
import type { ForwardShot } from '../../arguments/forward-command.ts';
import { isPod, type Target } from '../../arguments/target.ts';
import { untilSignal } from '../logs/until-signal.ts';
import { notThere } from '../not-there.ts';
import { namedPod, type OneShotSource } from '../source.ts';
import { failureOf } from '../../../model/failure.ts';

/** By Ctrl-C a forward ends as it should, as kubectl's does. */
const INTERRUPTED = 130;

/** `podscope forward`: until a signal ends it, whose number makes the exit code, Ctrl-C excepted. */
export async function runForward(
  { target, ports, addresses }: ForwardShot,
  source: OneShotSource,
  output: Writer,
): Promise<number> {
  if (ports.length === 0) return withoutPorts(target, source, output);
  const request = { namespace: source.namespace, target, ports, addresses };
  const tell = inTime((told) => print(told, output));
  const ended = await untilSignal(process, async (signal) => {
    try {
      await source.forward(request, tell, signal);
    } catch (error) {
      const why = failureOf(error).code === 404 ? await whyNotThere(target, source) : undefined;
      if (why === undefined) throw error;
      output.err(`podscope: ${why}\n`);
      return 1;
    }
    return 0;
  });
  return ended === INTERRUPTED ? 0 : ended;
}

/** Which ports a Pod has to choose from; to give none is wrong usage. */
async function withoutPorts({ name }: Target, source: OneShotSource, output: Writer): Promise<number> {
  const pod = await namedPod(name, source, output);
  if (!pod) return 1;
  output.err(`podscope: give a port: Pod ${name} ${declaredText(pod)}\n`);
  return 2;
}

/** To which Pod it goes is told with what comes next: where it cannot begin, it goes to none. */
function inTime(print: (told: ForwardTold) => void): (told: ForwardTold) => void {
  let first: ForwardTold | undefined;
  let began = false;
  return (told) => {
    if (!began && !first && told.type === 'pod') {
      first = told;
      return;
    }
    began = true;
    if (first) print(first);
    first = undefined;
    print(told);
  };
}

/** Why the target was not found; undefined where it is there, and something else is not. */
async function whyNotThere(target: Target, source: OneShotSource): Promise<string | undefined> {
  if (isPod(target)) {
    const kind = { kind: 'Pod', namespaced: true };
    return notThere(source, target, { missing: 'object', kind });
  }
  const owned = await source.owned(target);
  return 'missing' in owned ? notThere(source, target, owned) : undefined;
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
