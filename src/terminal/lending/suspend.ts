import { inForeground } from './foreground.ts';
import type { HandOver } from './hand-over.ts';
import type { Input } from '../keys/input.ts';

/**
 * In ms: so long a stop may take, which the system ignores where nobody would continue us, and so
 * long what came with a SIGCONT (`kill %1` is a SIGTERM and a SIGCONT) is waited for.
 */
const STOP_TIME = 100;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Stopping and going on: by Ctrl-Z (`suspend`), and also when someone else stops or continues the
 * program (SIGTSTP, SIGCONT). In the background the terminal is left alone.
 */
export class Suspension {
  private suspended = false;
  /** Whether a SIGCONT came since the last stop. */
  private continued = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly handOver: HandOver,
    private readonly input: Input,
    private readonly env: Environment,
    /** Ends the program, which nobody can bring to the foreground any more. */
    private readonly hangUp: () => void,
  ) {
    process.on('SIGTSTP', this.suspend);
    process.on('SIGCONT', () => {
      this.continued = true;
      this.goOn();
    });
    if (inForeground()) this.input.setRaw(true);
    else {
      // Started with `&`.
      this.leave();
      this.stop('SIGTTOU');
    }
  }

  /** Stops as Ctrl-Z does. Does nothing while the terminal is lent. */
  readonly suspend = (): void => {
    if (this.handOver.isAway) return;
    this.leave();
    this.input.setRaw(false);
    this.stop('SIGTSTP');
  };

  private leave(): void {
    this.suspended = true;
    this.input.pause();
    process.off('SIGTSTP', this.suspend);
    this.handOver.giveAway('stopped');
  }

  /** Under npx or npm the whole group is stopped, or the shell would wait for them. */
  private stop(signal: NodeJS.Signals): void {
    this.continued = false;
    process.kill(this.env.npm_lifecycle_event === undefined ? process.pid : 0, signal);
    // Timers that are due come before signals that are there: only after these is it known.
    this.timer = setTimeout(() => setImmediate(() => !this.continued && this.goOn()), STOP_TIME);
  }

  /** After a stop, our own or a SIGSTOP that left us no time to give the terminal away, or after one that was ignored. */
  private goOn(): void {
    clearTimeout(this.timer);
    if (inForeground()) return this.comeBack();
    if (!this.continued) return this.hangUp();
    if (!this.handOver.isAway) this.leave();
    // `bg`: stopped again, as whoever wants the terminal from there; unless `fg` was quicker, whose signal is still to
    // be heard.
    this.timer = setTimeout(() => (inForeground() ? this.goOn() : this.stop('SIGTTOU')), STOP_TIME);
  }

  private comeBack(): void {
    this.input.setRawAnew();
    this.input.resume();
    if (this.suspended) process.on('SIGTSTP', this.suspend);
    else if (this.handOver.isAway) return;
    else this.handOver.giveAway('stopped');
    this.suspended = false;
    this.handOver.takeBack();
  }
}
