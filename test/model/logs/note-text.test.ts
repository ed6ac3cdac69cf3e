import { expect, it } from 'vitest';
import { noteText } from '../../../src/model/logs/note-text.ts';

it('there is no log of a run before of what never ran either, which the kubelet tells in the same words', () => {
  const message = 'previous terminated container "web" in pod "puller-1" not found';
  expect(noteText({ type: 'failed', failure: { code: 400, reason: 'BadRequest', message } })).toBe(
    'there is no log of a run before: it has not run yet, was never restarted, or that log is gone',
  );
});
