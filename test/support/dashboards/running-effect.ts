import { NEVER, Observable, Subject } from 'rxjs';
import { startLoop } from '../../../src/app/loop.ts';
import type { Effect } from '../../../src/effects/environment.ts';
import type { LogEntry } from '../../../src/model/log.ts';
import type { LentTerminal } from '../../../src/ports/terminal.ts';
import type { World } from '../../../src/ports/world.ts';
import type { Action } from '../../../src/store/actions.ts';
import type { Start } from '../../../src/store/initial-state.ts';
import { reduceWith } from '../../../src/store/reduce.ts';
import { takenAt } from '../../fixtures/index.ts';
import { TestDashboard } from './dashboard.ts';
import { FakeConnection } from './fake-connection.ts';

/** An effect beside a dashboard whose state it sees and changes. */
export function running(effect: Effect, start: Partial<Start> = {}, terminal?: LentTerminal) {
  const connection = new FakeConnection();
  const dashboard = new TestDashboard({ now: takenAt, ...start });
  const { state$, actions$, dispatch } = startLoop(dashboard.state, reduceWith(dashboard.program.owns));
  const told: Action[] = [];
  const said$ = new Subject<LogEntry>();
  const lend = (run: (lent: LentTerminal) => Promise<unknown>) =>
    terminal ? run(terminal) : Promise.reject(new Error('the terminal is lent already'));
  const subscription = effect({
    world: {
      terminal: { lend },
      clusters: { connect: () => connection.port },
      shellEnvironment: {},
      clock: { now: () => takenAt },
      told$: said$,
    } as unknown as World,
    actions$,
    state$,
    connection$: NEVER.pipe(
      (never) => new Observable((out) => (out.next(connection.port), never.subscribe(out))),
    ),
  }).subscribe((action) => {
    told.push(action);
    dispatch(action);
  });
  const statuses = () => state$.value.sessions.map(({ status }) => status);
  return { connection, dispatch, told, said$, state$, statuses, close: () => subscription.unsubscribe() };
}
