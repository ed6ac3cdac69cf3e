import { of } from 'rxjs';
import { expect, it } from 'vitest';
import type { Environment } from '../../src/effects/environment.ts';
import { messages } from '../../src/effects/messages.ts';
import type { LogEntry } from '../../src/model/log.ts';
import type { Action } from '../../src/store/actions.ts';

/** What the footer says of what the program told, and until when. */
function said(entry: Partial<LogEntry>): unknown[] {
  const told: Action[] = [];
  const whole: LogEntry = { time: 0, level: 'warning', source: 'busy', text: 'it is busy', ...entry };
  const world = { told$: of(whole), clock: { now: () => 1000 } };
  messages({ world } as unknown as Environment).subscribe((action) => told.push(action));
  expect(told[0]).toEqual({ type: 'told', entry: whole });
  return told.slice(1).map((action) => (action.type === 'message' ? action.message : action));
}

it('says in the footer what is waited for, for as long as it is', () => {
  expect(said({ lastsMs: 30_000 })).toMatchObject([{ text: 'it is busy (:messages)', until: 31_000 }]);
});

it('says errors there for ten seconds, and no other warnings', () => {
  expect(said({ level: 'error' })).toMatchObject([{ tone: 'failing', until: 11_000 }]);
  expect(said({})).toEqual([]);
});

it('says there what a credential plugin says, and where all of it stands before it may be cut', () => {
  const text = 'open https://login.example and enter ABC-123';
  expect(said({ level: 'info', source: 'plugin', text, lastsMs: 3000 })).toMatchObject([
    { text: `plugin says (:messages): ${text}`, until: 4000 },
  ]);
});
