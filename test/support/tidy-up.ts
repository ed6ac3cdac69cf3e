import { afterAll } from 'vitest';
import { removeTestFolders } from './test-folder.ts';

// A worker that is stopped has no time for it. The first to be registered is the last to run.
afterAll(removeTestFolders);
