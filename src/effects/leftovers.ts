import { catchError, filter, first, from, merge, mergeMap, type Observable, of } from 'rxjs';
import { failureOf } from '../model/failure.ts';
import { failureText } from '../model/refusal.ts';
import { IN_USE_FOR, type Leftover, type Leftovers, leftoverText } from '../model/processes/leftovers.ts';
import type { Connection } from '../ports/connection.ts';
import type { Action } from '../store/actions.ts';
import { namedLines, type Question } from '../store/choice.ts';
import type { Effect } from './environment.ts';
import { say } from './say.ts';

/** Looks for Pods that looked at nodes and are still there, asks whether to remove them, and does. */
export const leftovers: Effect = ({ actions$, connection$ }) => {
  const asking = (ask: (connection: Connection) => Promise<readonly Action[]>): Observable<Action> =>
    connection$.pipe(
      first(),
      mergeMap((connection) => from(ask(connection))),
      mergeMap((answer) => answer),
      // Where there is no connection.
      catchError((error: unknown) => of(say(failureOf(error).message, 'failing'))),
    );
  const found$ = actions$.pipe(
    filter((action) => action.type === 'find-leftovers'),
    mergeMap(({ known }) => asking(async (connection) => answerTo(await connection.nodes.leftovers(known)))),
  );
  const removed$ = actions$.pipe(
    filter((action) => action.type === 'remove-leftovers'),
    mergeMap(({ leftovers }) => asking((connection) => removeAll(connection, leftovers))),
  );
  return merge(found$, removed$);
};

function answerTo({ found, unseen }: Leftovers): readonly Action[] {
  const over = found.filter((leftover) => leftover.over);
  const young = found.length - over.length;
  const more = [...(young > 0 ? [`${youngText(young)}.`] : []), ...unseen.map((sentence) => `${sentence}.`)];
  if (over.length === 0)
    return [
      say(
        [young > 0 ? 'nothing to remove yet' : 'no Pod that looked at a node is left', ...more].join(' · '),
        unseen.length > 0 ? 'failing' : 'plain',
      ),
    ];
  const count = over.length === 1 ? 'one Pod' : `${over.length} Pods`;
  const question: Question = {
    title: 'Remove what is left of looking at nodes',
    lines: [
      ...namedLines(over, leftoverText),
      ...more,
      '',
      'By their label podscope made them, here or elsewhere; a crash left them.',
    ],
    choices: [
      { label: `Remove ${count}`, key: 'r', actions: [{ type: 'remove-leftovers', leftovers: over }] },
    ],
  };
  // That it is being looked for is true no more.
  return [
    { type: 'message', message: undefined },
    { type: 'open', overlay: 'confirm', with: question },
  ];
}

/** Who made one may be anyone with podscope: while it is young it is not taken from under their eyes. */
const youngText = (count: number): string =>
  count === 1
    ? `one Pod is younger than ${IN_USE_FOR}s and may still be in use: :clean takes it once it has ended`
    : `${count} Pods are younger than ${IN_USE_FOR}s and may still be in use: :clean takes them once they have ended`;

async function removeAll(connection: Connection, all: readonly Leftover[]): Promise<readonly Action[]> {
  const told = await Promise.all(
    all.map((leftover) =>
      connection.nodes.remove(leftover).then(
        () => undefined,
        (error: unknown) => `${leftover.namespace}/${leftover.name}: ${failureText(failureOf(error))}`,
      ),
    ),
  );
  const failed = told.filter((why) => why !== undefined);
  const removed = all.length - failed.length;
  const said = `${removed} of ${all.length} removed`;
  return [failed.length === 0 ? say(said) : say(`${said} · ${failed.join(' · ')}`, 'failing')];
}
