import { expect, it } from 'vitest';
import { PacedClock } from '../../../src/simulator/time/paced-clock.ts';
import { settle } from '../../support/virtual-time.ts';

/** A machine whose time and timers are moved by hand: it may wake late. */
function machine() {
  let time = 1000;
  let wakes: { at: number; run: () => void }[] = [];
  return {
    now: () => time,
    after(ms: number, run: () => void) {
      const wake = { at: time + ms, run };
      wakes.push(wake);
      return () => void (wakes = wakes.filter((other) => other !== wake));
    },
    async jump(ms: number) {
      time += ms;
      const due = wakes.filter(({ at }) => at <= time);
      wakes = wakes.filter(({ at }) => at > time);
      for (const { run } of due) run();
      await settle();
    },
  };
}

it('runs what is due at its own time and in order, however late it is woken', async () => {
  const pace = machine();
  const clock = new PacedClock(pace, setImmediate);
  await clock.start();
  const seen: string[] = [];
  const tell = (what: string) => () => void seen.push(`${what} at ${clock.now()}`);
  clock.after(300, tell('c'));
  clock.after(100, tell('a'));
  clock.after(100, tell('b'));
  clock.after(200, () => void Promise.resolve().then(() => clock.after(50, tell('chained'))));
  await pace.jump(5000);
  expect(seen).toEqual(['a at 1100', 'b at 1100', 'chained at 1250', 'c at 1300']);
});

it('goes on with the machine where nothing is to run, so that what a client writes is not written in the past', async () => {
  const pace = machine();
  const clock = new PacedClock(pace, setImmediate);
  await clock.start();
  await pace.jump(700);
  expect(clock.now()).toBe(1700);
});

it('does not run what was called off', async () => {
  const pace = machine();
  const clock = new PacedClock(pace, setImmediate);
  await clock.start();
  const seen: string[] = [];
  const cancel = clock.after(10, () => void seen.push('cancelled'));
  clock.after(10, () => void seen.push('kept'));
  cancel();
  await pace.jump(10);
  expect(seen).toEqual(['kept']);
});

it('begins in the past where it is asked to, and is caught up when all that was due has run', async () => {
  const clock = new PacedClock(machine(), setImmediate, 600);
  const seen: number[] = [];
  const again = (): void => {
    seen.push(clock.now());
    clock.after(250, again);
  };
  clock.after(250, again);
  expect(clock.now()).toBe(400);
  await clock.start();
  expect(seen).toEqual([650, 900]);
  expect(clock.now()).toBe(1000);
});

it('leaps: what waits waits as long as before, and nothing runs meanwhile', async () => {
  const clock = new PacedClock(machine(), setImmediate, 600);
  const seen: string[] = [];
  const tell = (what: string) => () => void seen.push(`${what} at ${clock.now()}`);
  clock.after(100, tell('before'));
  clock.after(100, () => clock.leap(400));
  clock.after(120, tell('after'));
  clock.after(300, tell('not yet'));
  await clock.start();
  expect(seen).toEqual(['before at 500', 'after at 920']);
});
