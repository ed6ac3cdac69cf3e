import type { HandOver } from './hand-over.ts';
import type { Input } from './input.ts';

/** Where nobody would continue us, the system ignores the stop; after this time, in ms, we go on. */
const STOP_TIME = 100;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Stopping and going on: by Ctrl-Z (`suspend`), and also when someone else stops or continues the
 * program (SIGTSTP, SIGCONT).
 */
export class Suspension {
  private suspended = false;

  constructor(
    private readonly handOver: HandOver,
    private readonly input: Input,
    private readonly env: Environment,
  ) {
    process.on('SIGTSTP', this.suspend);
    process.on('SIGCONT', this.goOn);
  }

  /**
   * Stops as Ctrl-Z does. Under npx or npm the whole group is stopped, or the shell would wait for
   * them. Does nothing while the terminal is lent.
   */
  readonly suspend = (): void => {
    if (this.handOver.isAway) return;
    this.handOver.giveAway();
    this.input.setRaw(false);
    process.off('SIGTSTP', this.suspend);
    this.suspended = true;
    process.kill(this.env.npm_lifecycle_event === undefined ? process.pid : 0, 'SIGTSTP');
    setTimeout(this.comeBack, STOP_TIME);
  };

  private readonly comeBack = (): void => {
    if (!this.suspended) return;
    this.suspended = false;
    process.on('SIGTSTP', this.suspend);
    this.input.setRawAnew();
    this.handOver.takeBack();
  };

  /** Continued: after our own stop, or after a SIGSTOP that left us no time to give the terminal away. */
  private readonly goOn = (): void => {
    if (this.suspended) {
      this.comeBack();
      return;
    }
    this.input.setRawAnew();
    if (this.handOver.isAway) return;
    this.handOver.giveAway();
    this.handOver.takeBack();
  };
}
