import { merge, type Observable } from 'rxjs';
import type { Action } from '../store/actions.ts';
import type { Effect, Environment } from './environment.ts';
import { copying } from './sessions/copying.ts';
import { forwarding } from './sessions/forwarding.ts';
import { leftovers } from './leftovers.ts';
import { logFiltering } from './log-filtering.ts';
import { messages } from './messages.ts';
import { addDebug } from './sessions/add-debug.ts';
import { askDebug } from './sessions/ask-debug.ts';
import { nodeView } from './node-view.ts';
import { quit } from './quit.ts';
import { save } from './save.ts';
import { shell } from './sessions/shell.ts';
import { terminal } from './terminal.ts';

const EFFECTS: readonly Effect[] = [
  shell,
  forwarding,
  copying,
  askDebug,
  addDebug,
  nodeView,
  leftovers,
  terminal,
  save,
  logFiltering,
  messages,
  quit,
];

/** Everything the program does in the world, as actions about what came of it. */
export function runEffects(environment: Environment): Observable<Action> {
  return merge(...EFFECTS.map((effect) => effect(environment)));
}
