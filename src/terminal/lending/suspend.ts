import { inForeground } from './foreground.ts';

/**
 * In ms: so long a stop may take, which the system ignores where nobody would continue us, and so
 * long what came with a SIGCONT (`kill %1` is a SIGTERM and a SIGCONT) is waited for.
 */
const STOP_TIME = 100;

type Environment = Readonly<Record<string, string | undefined>>;

/** Who has the terminal, leaves it for a stop, and takes it back. */
export interface Stopped {
  /** Leaves the terminal to whoever comes after the stop; nothing is written until `takeBack`. */
  giveAway(taker: 'stopped'): void;
  takeBack(): void;
}

/** Standard input, as far as stopping goes. */
export interface StoppedInput {
  /** Reads nothing: what is typed meanwhile is someone else's. */
  pause(): void;
  resume(): void;
  setRaw(raw: boolean): void;
  /** Sets the terminal raw again where something else has changed that behind Node's back. */
  setRawAnew(): void;
}

/** What stops a program that does not hear of it, but for SIGSTOP, of which none does. */
const STOPS = ['SIGTSTP', 'SIGTTIN', 'SIGTTOU'] as const;

/**
 * Stopping and going on: by Ctrl-Z (`suspend`), and also when someone else stops or continues the
 * program (`STOPS`, SIGCONT). In the background the terminal is left alone.
 */
export class Suspension {
  private suspended = false;
  /** Whether a SIGCONT came since the last stop. */
  private continued = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly handOver: Stopped,
    private readonly input: StoppedInput,
    private readonly env: Environment,
    /** Ends the program, which nobody can bring to the foreground any more. */
    private readonly hangUp: () => void,
  ) {
    this.hearStops();
    process.on('SIGCONT', this.heard);
    if (inForeground()) this.input.setRaw(true);
    else {
      // Started with `&`.
      this.leave();
      this.stop('SIGTTOU');
    }
  }

  /** Whether the terminal is someone else's. */
  get isStopped(): boolean {
    return this.suspended;
  }

  /** Stops as Ctrl-Z does. */
  readonly suspend = (): void => {
    if (this.suspended) return;
    this.leave();
    this.input.setRaw(false);
    this.stop('SIGTSTP');
  };

  /** Stopping is the system's again. */
  end(): void {
    clearTimeout(this.timer);
    this.leaveStops();
    process.off('SIGCONT', this.heard);
  }

  private hearStops(): void {
    for (const signal of STOPS) process.on(signal, this.suspend);
  }

  /** They stop the program again. */
  private leaveStops(): void {
    for (const signal of STOPS) process.off(signal, this.suspend);
  }

  private readonly heard = (): void => {
    this.continued = true;
    this.goOn();
  };

  private leave(): void {
    this.suspended = true;
    this.input.pause();
    this.leaveStops();
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
    if (!this.suspended) this.leave();
    // `bg`: stopped again, as whoever wants the terminal from there; unless `fg` was quicker, whose signal is still to
    // be heard.
    this.timer = setTimeout(() => (inForeground() ? this.goOn() : this.stop('SIGTTOU')), STOP_TIME);
  }

  private comeBack(): void {
    this.input.setRawAnew();
    this.input.resume();
    if (this.suspended) this.hearStops();
    else this.handOver.giveAway('stopped');
    this.suspended = false;
    this.handOver.takeBack();
  }
}
