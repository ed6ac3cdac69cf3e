import type { Clock } from '../../time/clock.ts';
import { expired } from '../../api/api-error.ts';
import type { Effect } from './fault.ts';
import { type Faults, internalError, unavailable } from './faults.ts';

export interface RandomFaultsOptions {
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly clock: Clock;
  /** From one fault to the next, on average, in ms. */
  readonly everyMs: number;
}

/** How long a server does not take connections, in ms: long enough to be seen, and to be missed. */
const DOWN = 8000;

/** What happens now and then: each heals, be it that the client tries again. */
const HAPPENINGS: readonly ((faults: Faults, clock: Clock) => void)[] = [
  (faults) => faults.resetConnections(),
  (faults) => faults.freezeConnections(),
  (faults) => void faults.strikeRunning({ verb: 'watch' }, 'end'),
  (faults) => void faults.strikeRunning({ verb: 'watch' }, 'expire'),
  (faults) => answerWatches(faults, { kind: 'refuse', error: internalError() }),
  (faults) => answerWatches(faults, { kind: 'refuse', error: unavailable() }),
  (faults) => answerWatches(faults, { kind: 'refuse', error: expired('The resourceVersion is too old.') }),
  (faults) => answerWatches(faults, { kind: 'overload', retryAfterSeconds: 5 }),
  (faults) => answerWatches(faults, { kind: 'repeat', changes: 3 }),
  (faults) => answerWatches(faults, { kind: 'slow', bytesPerSecond: 50_000 }),
  (faults, clock) => refuse(faults, clock, 'refuse'),
  (faults, clock) => refuse(faults, clock, 'stall'),
];

/** Lets something go wrong now and then, and heal; call what it gives to have it end. The same chance repeats it. */
export function randomFaults(faults: Faults, { random, clock, everyMs }: RandomFaultsOptions): () => void {
  let cancel = (): void => undefined;
  const later = (): void => {
    cancel = clock.after(everyMs * (0.5 + random()), () => {
      HAPPENINGS[Math.floor(random() * HAPPENINGS.length)]?.(faults, clock);
      later();
    });
  };
  later();
  return () => cancel();
}

/** The running watches end, and what is asked next in their place meets the fault. */
function answerWatches(faults: Faults, effect: Effect): void {
  faults.arm({ verb: 'watch', effect });
  faults.strikeRunning({ verb: 'watch' }, 'end');
}

function refuse(faults: Faults, clock: Clock, welcome: 'refuse' | 'stall'): void {
  faults.welcome = welcome;
  faults.resetConnections();
  clock.after(DOWN, () => {
    faults.welcome = 'pass';
  });
}
