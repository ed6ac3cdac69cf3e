import { expect, it } from 'vitest';
import { clipboardSequence } from '../../src/terminal/clipboard.ts';
import { ownLine } from '../../src/terminal/lending/lend.ts';
import { HARMFUL, HOSTILE } from '../support/hostile/hostile.ts';

it.each(['opening', 'ending'] as const)(
  'the line of a session’s %s has nothing of the cluster’s raw in it',
  (line) => {
    const [before = '', after = ''] = ownLine(line, 'NAME').split('NAME');
    for (const text of HOSTILE) {
      const written = ownLine(line, text);
      expect(written.startsWith(before) && written.endsWith(after)).toBe(true);
      expect(written.slice(before.length, -after.length)).not.toMatch(HARMFUL);
    }
  },
);

it('breaks the line of an ending between words, as one line still: a command in it is copied whole', () => {
  const text = 'no shell. From elsewhere: kubectl debug -it box --image=busybox --target=p';
  const [, shown = ''] = /\x1b\[7m(.*)\x1b\[0m$/.exec(ownLine('ending', text, 70)) ?? [];
  expect(shown.slice(0, 70).trim()).toBe('no shell. From elsewhere: kubectl debug -it box --image=busybox');
  expect(shown.slice(70)).toBe(' --target=p ');
  expect(ownLine('ending', 'exit 3', 70)).toContain('\x1b[7m exit 3 \x1b[0m');
});

it('what would be pasted as something else than what was seen is not copied', () => {
  expect(clipboardSequence('web-1', {})).toBeDefined();
  for (const text of HOSTILE) expect(clipboardSequence(text, {})).toBeUndefined();
});
