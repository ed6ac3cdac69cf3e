import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/cluster/**'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // A pseudo-terminal on a busy machine loses a start now and then; what fails for a reason fails each time.
    retry: process.env['CI'] === undefined ? 0 : 2,
  },
});
