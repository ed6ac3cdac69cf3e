import { HELPER_CONTAINER } from '../../model/processes/helper.ts';
import { groupUid } from '../../model/processes/group-uid.ts';
import { type NodeView, nodeHelper, nodeScript } from '../../model/processes/node-view.ts';
import { containersOf, type ContainerView } from '../../model/pod/containers.ts';
import type { Log } from '../../model/log.ts';
import { failureOf } from '../../model/failure.ts';
import type { Pod } from '../../model/kinds/objects.ts';
import { WALK_LIMITS } from '../../model/processes/walk-script.ts';
import type { Walked } from '../../model/processes/walked.ts';
import type { Timing } from '../watch/backoff.ts';
import { ClusterError } from '../errors/cluster-error.ts';
import { collectionPath, RESOURCES, segment } from '../resources.ts';
import { changeComesAgainIn, comingAgain, tellBusy } from '../transport/coming-again.ts';
import { helpersIn, type LeftoverAsks, removeLeftover } from './leftovers.ts';
import { type RunScript, walkedFrom } from './walk.ts';

/** What the node's view asks of a connection. */
export interface NodeAsks extends LeftoverAsks {
  readonly timing: Timing;
  /** Runs a script in a container of the helper. */
  readonly run: RunScript;
  /** The helper as it is now. */
  readonly look: (place: { namespace: string; name: string }) => Promise<Pod>;
  readonly log: Log;
}

/** How often it is looked whether the helper runs, and for how long, in ms. */
const OFTEN = 250;
const LONGEST = 45_000;

/** The program may be waiting for it to end. */
const REMOVED_WITHIN = 5_000;

/**
 * Walks the node's /proc for a Pod by a helper, which is made for it and removed in every ending; never rejects. What
 * the server would refuse it refuses before anything is made.
 */
export async function walkNode(view: NodeView, asks: NodeAsks, signal: AbortSignal): Promise<Walked> {
  const { transport, timing } = asks;
  const { namespace = '' } = view.pod.metadata;
  const uid = groupUid(view.pod);
  const path = collectionPath(RESOURCES.pods, namespace);
  const body = JSON.stringify(nodeHelper(view));
  // What was sent runs to its end, so that it is known whether it was made; what is not sent yet is given up.
  const post = (query: string) =>
    comingAgain(
      () => {
        if (signal.aborted) throw givenUp();
        return transport.json(`${path}${query}`, { method: 'POST', body, again: false });
      },
      {
        pause: (ms) => timing.sleep(ms, signal),
        tell: tellBusy(path, asks.log),
        comesIn: changeComesAgainIn,
      },
    );
  if (!/^[0-9A-Za-z-]{1,64}$/.test(uid))
    return {
      type: 'failed',
      failure: { reason: 'Unknown', message: 'its uid is not as Kubernetes has them' },
    };
  const own = `${path}/${segment(view.name)}`;
  let made = false;
  try {
    await post('?dryRun=All');
    await removeEnded(asks, namespace);
    if (signal.aborted) throw givenUp();
    made = true;
    await post('').catch((error: unknown) => {
      // What the server refused it did not make: of that name may be another's.
      made = (failureOf(error).code ?? 500) >= 500;
      throw error;
    });
    await untilRunning(view, asks, signal);
    const gathered = await asks.run(HELPER_CONTAINER, nodeScript(uid), WALK_LIMITS, signal);
    return walkedFrom(gathered, timing.now());
  } catch (error) {
    return { type: 'failed', failure: failureOf(error) };
  } finally {
    if (made) await remove(asks, own);
  }
}

/** What a run left that was killed has ended by itself; who may not list does not see it. */
async function removeEnded(asks: NodeAsks, namespace: string): Promise<void> {
  try {
    for (const helper of await helpersIn(asks, namespace))
      if (helper.over) await removeLeftover(asks.transport, helper);
  } catch (error) {
    asks.log('debug', 'node-view', `what earlier runs left was not looked for: ${failureOf(error).message}`);
  }
}

/** Also where it is not known whether it was made. What cannot be removed ends by itself, and goes with its Pod. */
async function remove({ transport, log }: NodeAsks, path: string): Promise<void> {
  try {
    const signal = AbortSignal.timeout(REMOVED_WITHIN);
    await transport.json(`${path}?gracePeriodSeconds=0`, { method: 'DELETE', signal });
  } catch (error) {
    const { code, message } = failureOf(error);
    if (code !== 404)
      log('warning', 'node-view', `the Pod that looked at the node is still there: ${message}`);
  }
}

async function untilRunning({ name, pod }: NodeView, { look, timing }: NodeAsks, signal: AbortSignal) {
  const { namespace = '' } = pod.metadata;
  const until = timing.now() + LONGEST;
  let state = 'was not begun';
  while (timing.now() < until) {
    if (signal.aborted) throw givenUp();
    const helper = await look({ namespace, name });
    const [container] = containersOf(helper);
    if (container?.state.kind === 'running') return;
    state = helper.status?.message ?? container?.state.message ?? container?.state.text ?? state;
    if (isLost(helper, container)) break;
    await timing.sleep(OFTEN, signal);
  }
  throw new ClusterError({ reason: 'HelperFailed', message: `the Pod ${name} does not run: ${state}` });
}

/** It will not run any more, or not in time. */
function isLost({ status }: Pod, container: ContainerView | undefined): boolean {
  const { phase } = status ?? {};
  return (
    phase === 'Failed' || phase === 'Succeeded' || /ImagePull|InvalidImage/.test(container?.state.text ?? '')
  );
}

const givenUp = (): ClusterError => new ClusterError({ reason: 'GivenUp', message: 'it was given up' });
