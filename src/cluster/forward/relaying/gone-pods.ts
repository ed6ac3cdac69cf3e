import { failureOf } from '../../../model/failure.ts';
import type { Pod } from '../../../model/kinds/objects.ts';
import type { Connection } from '../../../ports/connection.ts';
import type { Relay } from './relay.ts';

/** Of a Pod that is gone nothing comes for so long, in ms: what it said last may still be on its way. */
const QUIET = 5_000;

/** What is looked at of a connection. */
type Connected = Pick<Relay, 'pod' | 'quietMs' | 'giveUp'>;

/**
 * Ends connections to Pods that are gone, as those of a server that died end: a kubelet may leave them open for minutes.
 * A Pod that is not among those that are followed may be there all the same, under other labels: so it is asked for.
 */
export class GonePods {
  /** By uid: what is being asked for, and what is known to be gone. */
  private readonly asked = new Set<string>();
  private readonly gone = new Set<string>();

  constructor(
    private readonly one: Connection['one'],
    private readonly isFollowed: (pod: Pod) => boolean,
  ) {}

  /** Looks once; what was asked is known at the next look. */
  look(connections: Iterable<Connected>): void {
    for (const connection of connections) {
      const { pod } = connection;
      if (!pod || this.isFollowed(pod) || connection.quietMs() < QUIET) continue;
      if (this.gone.has(pod.metadata.uid)) connection.giveUp(`Pod ${pod.metadata.name} is gone`);
      else this.ask(pod);
    }
  }

  private ask({ metadata: { uid, name, namespace = '' } }: Pod): void {
    if (this.asked.has(uid)) return;
    this.asked.add(uid);
    void this.one('pods', { namespace, name })
      .then(
        ({ metadata }) => metadata.uid !== uid,
        (error: unknown) => failureOf(error).code === 404,
      )
      .then((isGone) => {
        if (isGone) this.gone.add(uid);
        // One that is there, or was not told of, is asked for again in a while.
        else setTimeout(() => this.asked.delete(uid), QUIET).unref();
      });
  }
}
