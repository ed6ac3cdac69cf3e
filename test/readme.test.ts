import { expect, it } from 'vitest';
import { QUESTIONS } from './questions/questions.ts';
import { readme, readmeWithKeys } from './support/readme-keys.ts';

it('has the keys that the program has (npm run readme brings it up to date)', () => {
  expect(readmeWithKeys(readme())).toBe(readme());
});

it('has the questions that are put to the program, and the keys that are pressed for them', () => {
  const [, table = ''] = /\n\| question \| keys \|\n\|---\|---\|\n((?:\|.*\n)+)/.exec(readme()) ?? [];
  const put = QUESTIONS.map(({ asks, keys: [key] }) => {
    const pressed = key?.replace(/^[A-Z]$/, (letter) => `shift-${letter.toLowerCase()}`);
    return `| ${asks} | ${pressed === undefined ? '0' : `\`${pressed}\``} |`;
  });
  expect(table.trimEnd().split('\n')).toEqual([...new Set(put)]);
});
