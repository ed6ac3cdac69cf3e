import { defineConfig } from 'vitest/config';

/** The tests that need a cluster: one file at a time, since they share it. */
export default defineConfig({
  test: {
    include: ['test/cluster/**/*.test.ts'],
    setupFiles: ['test/support/tidy-up.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    fileParallelism: false,
    // Faults are waited for, most of the time.
    maxConcurrency: 40,
  },
});
