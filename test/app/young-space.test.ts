import { BehaviorSubject, VirtualTimeScheduler } from 'rxjs';
import { expect, it } from 'vitest';
import { widenForMuch } from '../../src/app/young-space.ts';
import { NO_LOG } from '../../src/model/logs/log-buffer.ts';
import type { State } from '../../src/store/state.ts';

const MIB = 1024 * 1024;

function stateWith(pods: number, lines?: number): State {
  const feeds = new Map<string, unknown>([['a document', { data: { text: '' } }]]);
  if (lines !== undefined) feeds.set('a log', { data: { ...NO_LOG, count: 5000, dropped: lines - 5000 } });
  return { cluster: { tables: { pods: { size: pods } }, feeds } } as unknown as State;
}

it('V8 is given room for what is new with a long list alone, and only until it has enough', () => {
  const told: number[] = [];
  let size = 2 * MIB;
  const state$ = new BehaviorSubject(stateWith(0));
  const running = widenForMuch(state$, { youngSize: () => size, growBy: (factor) => told.push(factor) });
  state$.next(stateWith(99));
  expect(told).toEqual([]);
  state$.next(stateWith(600));
  state$.next(stateWith(700));
  expect(told).toEqual([2]);
  size = 8 * MIB;
  state$.next(stateWith(800));
  state$.next(stateWith(900));
  expect(told).toEqual([2, 1]);
  running.unsubscribe();
  expect(state$.observed).toBe(false);
});

it('V8 has enough also while no other state comes', () => {
  const told: number[] = [];
  let size = 2 * MIB;
  const scheduler = new VirtualTimeScheduler();
  const state$ = new BehaviorSubject(stateWith(600));
  const heap = { youngSize: () => size, growBy: (factor: number) => told.push(factor) };
  const running = widenForMuch(state$, heap, scheduler);
  scheduler.maxFrames = 30;
  scheduler.flush();
  expect(told).toEqual([2]);
  size = 8 * MIB;
  scheduler.maxFrames = 60;
  scheduler.flush();
  expect(told).toEqual([2, 1]);
  running.unsubscribe();
});

it('V8 is not looked at for ever where it needs no more', () => {
  let looks = 0;
  const scheduler = new VirtualTimeScheduler();
  const heap = { youngSize: () => (looks++, 2 * MIB), growBy: () => undefined };
  widenForMuch(new BehaviorSubject(stateWith(600)), heap, scheduler);
  scheduler.flush();
  expect(looks).toBeLessThan(1000);
});

it('nothing is changed where no list is long', () => {
  const told: number[] = [];
  const state$ = new BehaviorSubject(stateWith(14));
  widenForMuch(state$, { youngSize: () => 0, growBy: (factor) => told.push(factor) });
  state$.complete();
  expect(told).toEqual([]);
});

it.each([[0], [600]])(
  'V8 is given more with a log of many lines, after %i Pods too, and then left alone',
  (pods) => {
    const told: number[] = [];
    let size = pods === 0 ? 2 * MIB : 8 * MIB;
    const state$ = new BehaviorSubject(stateWith(pods));
    widenForMuch(state$, { youngSize: () => size, growBy: (factor) => told.push(factor) });
    told.length = 0;
    state$.next(stateWith(pods, 9000));
    expect(told).toEqual([]);
    state$.next(stateWith(pods, 12_000));
    state$.next(stateWith(pods, 14_000));
    expect(told).toEqual([2]);
    size = 16 * MIB;
    state$.next(stateWith(pods, 16_000));
    state$.next(stateWith(pods, 18_000));
    expect(told).toEqual([2, 1]);
    expect(state$.observed).toBe(false);
  },
);
