import { failureOf } from '../../model/failure.ts';
import type { ContainerRef } from '../../model/session.ts';
import { containerSpec } from '../../model/explain/container/container-specs.ts';
import type { AttachResult, Connection } from '../../ports/connection.ts';
import type { Connecting } from './connecting.ts';

const IN_TERMINAL = 'Enter where no prompt shows';
const WITHOUT = 'it has no terminal: it reads what is typed as it is; Ctrl-C comes back too';
const READS_NOTHING = 'it reads nothing that is typed; Ctrl-C comes back too';

/** Attaches to a container as it was made: with a terminal only where it has one. */
export async function attachTo(
  connection: Connection,
  ref: ContainerRef,
  connecting: Connecting,
): Promise<AttachResult> {
  const { namespace, pod, container } = ref;
  try {
    const whole = await connection.get(
      { apiVersion: 'v1', kind: 'Pod', namespace, name: pod },
      connecting.signal,
    );
    const made = containerSpec(whole, container);
    const [stdin, tty, stdinOnce] = [made?.stdin === true, made?.tty === true, made?.stdinOnce === true];
    // Who types leaves by keys that are read here.
    if (!stdin) connecting.watch();
    // A runtime closes it behind the first who was attached, but for that of a terminal.
    connecting.endsInput = stdin && stdinOnce && !tty;
    const typing = tty
      ? IN_TERMINAL
      : connecting.endsInput
        ? `${WITHOUT}, and its input ends for good (stdinOnce)`
        : WITHOUT;
    await connecting.say(stdin ? typing : READS_NOTHING);
    const ends = tty ? connecting : connecting.withLines();
    return await connection.attach({ namespace, pod, container, tty, stdin }, ends, connecting.signal);
  } catch (error) {
    return { type: 'failed', failure: failureOf(error) };
  }
}
