import { defineConfig } from 'vitest/config';

/** The tests that need a cluster: four files at once, since each has namespaces of its own and mostly waits. */
export default defineConfig({
  test: {
    include: ['test/cluster/**/*.test.ts'],
    setupFiles: ['test/support/tidy-up.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 4,
    // Faults are waited for, most of the time.
    maxConcurrency: 40,
  },
});
