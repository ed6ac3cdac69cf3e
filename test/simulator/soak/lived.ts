import { inhabitants } from '../../../src/simulator/cluster.ts';
import { seededRandom } from '../../../src/simulator/api/identity.ts';
import { PacedClock } from '../../../src/simulator/time/paced-clock.ts';
import { RESOURCE_KINDS } from '../../../src/simulator/api/resources.ts';
import { scenario } from '../../../src/simulator/demo/scenario/scenario.ts';
import { Storage } from '../../../src/simulator/storage/storage.ts';
import { Troubles } from '../../../src/simulator/world/troubles.ts';
import { foundWorld } from '../../../src/simulator/world/world.ts';
import { broken, type Owners, unreached } from './invariants.ts';

/** How the demo's cluster is to live. */
export interface Life {
  readonly seed: number;
  readonly minutes: number;
  readonly pods?: number;
}

/** What became of it. */
export interface Lived {
  /** What does not hold that has to, each once, with the minute in which it was first seen. */
  readonly findings: readonly string[];
  /** How many writes there were. */
  readonly changes: number;
}

const LOOK_EVERY_MS = 30_000;

/** So long nothing happens to the shop at the end: what was broken is mended by then, the longest back-off is over. */
const LEFT_ALONE_MS = 10 * 60_000;

/** After a node was lost in the last moment, it is back in this time. */
const MENDED_MS = 2 * 60_000;

/** Turns of the clock in one of its minutes, far more than there are: who answers its own writes takes them without end. */
const MOST_TURNS = 200_000;

const START = Date.parse('2026-01-01T00:00:00Z');

/** Lets the demo's residents live on a clock that runs as fast as it can, without a server, and looks at them. */
export async function live({ seed, minutes, pods = 0 }: Life): Promise<Lived> {
  const end = START + minutes * 60_000 + LEFT_ALONE_MS;
  const { nextTurn, stuck } = boundedTurns(() => paced.now());
  const paced = new PacedClock({ now: () => end, after: () => () => undefined }, nextTurn, end - START);
  const findings = new Map<string, number>();
  const find = (what: string): void => {
    if (!findings.has(what)) findings.set(what, (paced.now() - START) / 60_000);
  };
  const troubles = new Troubles((trouble) => find(`a resident failed: ${trouble}`));
  const clock = troubles.guard(paced);
  const storage = new Storage({ history: 10_000, troubled: troubles.take });
  const random = seededRandom(seed);
  const { world } = foundWorld({ storage, clock, random, kinds: RESOURCE_KINDS });
  troubles.tellIn(world);
  const leave = scenario({ pods })(world);
  const ends = inhabitants({ clock, seed }).residents.map((resident) => resident(world));
  const look = (): void => {
    for (const what of broken(world)) find(what);
    paced.after(LOOK_EVERY_MS, look);
  };
  look();
  let owners: Owners | undefined;
  paced.after(minutes * 60_000, leave);
  paced.after(minutes * 60_000 + MENDED_MS, function watch() {
    owners = unreached(world, owners);
    paced.after(LOOK_EVERY_MS, watch);
  });
  await Promise.race([paced.start(), stuck]);
  for (const what of owners?.values() ?? []) find(`left alone, it does not come to rest: ${what}`);
  for (const close of ends) close();
  return {
    findings: [...findings].map(([what, minute]) => `minute ${minute.toFixed(1)}: ${what}`),
    changes: storage.resourceVersion,
  };
}

/** Turns for a clock, until there are too many in one of its minutes; then there is no next one, and `stuck` rejects. */
function boundedTurns(now: () => number) {
  let minute = 0;
  let turns = 0;
  let giveUp: (error: Error) => void;
  const stuck = new Promise<never>((_, reject) => (giveUp = reject));
  const nextTurn = (run: () => void): void => {
    const current = Math.floor((now() - START) / 60_000);
    turns = current === minute ? turns + 1 : 0;
    minute = current;
    if (turns <= MOST_TURNS) setImmediate(run);
    else giveUp(new Error(`time does not go on: minute ${minute} took ${turns} turns`));
  };
  return { nextTurn, stuck };
}
