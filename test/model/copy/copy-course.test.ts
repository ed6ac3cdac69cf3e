import { expect, it } from 'vitest';
import type { CopyProgress } from '../../../src/model/copy/copy.ts';
import { progressText } from '../../../src/model/copy/copy-course.ts';

it.each<[CopyProgress, number, string]>([
  [{ files: 1, bytes: 349, total: 349 }, 0, '349 B of 349 B (100%)'],
  [{ files: 1, bytes: 0, total: 5 * 1024 ** 2 }, 2, '0 B of 5Mi (0%), 0 B/s'],
  [{ files: 3, bytes: 12 * 1024 ** 2 }, 1, '3 files, 12Mi, 12Mi/s'],
])('of how much is copied the unit is told: %j after %i s', (progress, seconds, text) => {
  expect(progressText(progress, seconds)).toBe(text);
});
