import { describe, expect, it } from 'vitest';
import { cutTold } from '../../../src/view/text/cut-told.ts';
import { displayWidth } from '../../../src/view/text/text.ts';

const COMMAND = '`podscope debug bare -n x --target nosh -it`';
const TOLD = `shell in nosh of bare: its image has no shell. shift-d adds one beside it, or: ${COMMAND}`;

describe('what is told in a line that has no room for all of it', () => {
  it('stays as it is where it has room', () => {
    expect(cutTold(TOLD, displayWidth(TOLD))).toBe(TOLD);
  });

  it('gives way before its command, which is whole or not there, at any width', () => {
    for (const told of [TOLD, `${TOLD}; more of it`, `first \`a b\`, then ${COMMAND}.`])
      for (let width = 20; width < 160; width++) {
        const shown = cutTold(told, width);
        expect(displayWidth(shown)).toBeLessThanOrEqual(width);
        const ticks = shown.split('`');
        expect(ticks.length % 2).toBe(1);
        ticks.forEach((part, index) => index % 2 === 1 && expect(told).toContain(`\`${part}\``));
        if (width < displayWidth(told.replace(/\.$/, ''))) expect(shown).toMatch(/…|:messages|^`.*`$/);
      }
  });

  it('is the end of its prose that goes first', () => {
    expect(cutTold(TOLD, 80)).toBe(`shell in nosh of bare: its image h… ${COMMAND}`);
    expect(cutTold(TOLD, 48)).toBe(COMMAND);
  });

  it('says where a command is that has no room by itself', () => {
    expect(cutTold(TOLD, 40)).toBe('shell in nosh… :messages has the command');
  });

  it('is cut at its end where it has no command, and behind one that is whole', () => {
    expect(cutTold('what is told has no command', 12)).toBe('what is tol…');
    expect(cutTold('`a b`, and forward · Services are not listed', 20)).toBe('`a b`, and forward …');
  });
});
