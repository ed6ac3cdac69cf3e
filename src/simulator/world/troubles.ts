import type { Clock } from '../time/clock.ts';
import { EventRecorder } from './event-recorder.ts';
import type { World } from './world.ts';

/** So many different ones are told of; a world that has more of them is beyond help. */
const MOST = 100;

/**
 * What goes wrong in what lives in the cluster. One mistake of one resident must not be the end of the world: it is
 * told, once, as a line and as an Event of the Namespace `kube-system`, and all else goes on.
 */
export class Troubles {
  private readonly known = new Set<string>();
  private record: (message: string) => void = () => undefined;
  private recording = false;

  /** `told` is given an error's stack, once for each message. */
  constructor(private readonly told: (trouble: string) => void) {}

  /** Tells of them in this world as well. */
  tellIn(world: World): void {
    const events = new EventRecorder(world);
    this.record = (message) => {
      const about = world.storage.get({ group: '', plural: 'namespaces' }, undefined, 'kube-system');
      if (!about) return;
      const place = { ...about, metadata: { ...about.metadata, namespace: 'kube-system' } };
      events.record({
        about: place,
        type: 'Warning',
        reason: 'SimulatorError',
        message,
        component: 'simulator',
      });
    };
  }

  readonly take = (error: unknown): void => {
    const [message, trouble = message] =
      error instanceof Error ? [error.message, error.stack] : [String(error)];
    if (!this.known.has(message) && this.known.size < MOST) {
      this.known.add(message);
      this.told(trouble);
    }
    // To write it may be what fails.
    if (this.recording) return;
    this.recording = true;
    try {
      this.record(message);
    } catch (again) {
      this.take(again);
    } finally {
      this.recording = false;
    }
  };

  /** A clock that takes what is thrown by what is due. */
  guard({ now, after }: Clock): Clock {
    return {
      now,
      after: (ms, run) =>
        after(ms, () => {
          try {
            run();
          } catch (error) {
            this.take(error);
          }
        }),
    };
  }
}
