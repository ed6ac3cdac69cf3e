import type { Able } from '../../model/capabilities.ts';
import type { WholeObject } from '../../model/kinds/objects.ts';
import { ephemeralContainer, type NewDebugContainer } from '../../model/sessions/debug-container.ts';
import { debugProgress, whyNoDebug } from '../../model/sessions/debug-progress.ts';
import type { Connection } from '../../ports/connection.ts';
import { isRecord } from '../door/check.ts';
import { named } from '../door/envelopes.ts';
import { ClusterError, invalidAnswer } from '../errors/cluster-error.ts';
import { podPath } from '../resources.ts';
import type { Transport } from '../transport/transport.ts';
import { unlessAborted } from '../unless-aborted.ts';
import type { Timing } from '../watch/backoff.ts';

/** How often it is asked how far it is, in ms. */
const EVERY = 500;

interface Asks {
  readonly transport: Transport;
  readonly able: Able;
  readonly one: Connection['one'];
  readonly timing: Timing;
}

/** Makes debug containers, and waits until they run. */
export function debugContainers({ transport, able, one, timing }: Asks): Connection['startDebugContainer'] {
  return async ({ namespace, pod }, debug, tell, signal) => {
    if (able !== true) throw new ClusterError({ reason: 'Unable', message: able });
    await add(transport, podPath({ namespace, name: pod }), debug, signal);
    const stays = `${debug.name} stays in the Pod until that goes`;
    let said = '';
    while (!signal.aborted) {
      const now = await unlessAborted(one('pods', { namespace, name: pod }), signal).catch(
        (error: unknown) => {
          if (signal.aborted) throw givenUp(stays);
          throw error;
        },
      );
      const progress = debugProgress(now, debug.name, debug.image);
      if (progress.type !== 'waits') return progress;
      if (progress.text !== said) await tell(`${debug.name}: ${progress.text}`);
      said = progress.text;
      await timing.sleep(EVERY, signal);
    }
    throw givenUp(stays);
  };
}

/**
 * Adds an ephemeral container by its subresource, as `kubectl debug` does. Rejects with a `ClusterError`; where it is given up
 * before the server was asked to add it, or its Pod has no node, it never is.
 */
async function add(
  transport: Transport,
  path: string,
  debug: NewDebugContainer,
  signal: AbortSignal,
): Promise<void> {
  const whole = await transport.json<WholeObject>(path, { signal }).catch((error: unknown) => {
    throw signal.aborted ? givenUp('nothing was made') : error;
  });
  const why = whyNoDebug(whole);
  if (why !== undefined) throw new ClusterError({ reason: 'Unplaced', message: why });
  const spec = { ephemeralContainers: [ephemeralContainer(debug, whole)] };
  let answer: unknown;
  try {
    answer = await transport.json(`${path}/ephemeralcontainers`, {
      method: 'PATCH',
      body: JSON.stringify({ spec }),
      // Merged by the containers' names: those of others stay.
      contentType: 'application/strategic-merge-patch+json',
      signal,
    });
  } catch (error) {
    // What was sent may have come.
    if (signal.aborted) throw givenUp(`${debug.name} may be in the Pod, and would stay until that goes`);
    throw error;
  }
  if (hasContainer(answer, debug.name)) return;
  const sent = isRecord(answer) && answer['kind'] === 'Pod' ? 'a Pod without it' : named(answer);
  const place = `${whole.metadata.name} with ${debug.name}, which may not be in it`;
  throw invalidAnswer(`the server sent ${sent} instead of Pod ${place}`);
}

/** Whether that is a Pod with such an ephemeral container. */
function hasContainer(answer: unknown, name: string): boolean {
  const spec = isRecord(answer) ? answer['spec'] : undefined;
  const made = isRecord(spec) ? spec['ephemeralContainers'] : undefined;
  return Array.isArray(made) && made.some((container) => isRecord(container) && container['name'] === name);
}

const givenUp = (what: string): ClusterError =>
  new ClusterError({ reason: 'Aborted', message: `given up: ${what}` });
