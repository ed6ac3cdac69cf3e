import { expect, it } from 'vitest';
import { readme, readmeWithKeys } from './support/readme-keys.ts';

it('has the keys that the program has (npm run readme brings it up to date)', () => {
  expect(readmeWithKeys(readme())).toBe(readme());
});
