import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const made: string[] = [];

/** A new folder for files of a test. It goes with all that is in it when the test's file, or the program, ends. */
export function testFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'podscope-test-'));
  made.push(folder);
  return folder;
}

/** What a program that was just ended still writes there may hold a folder up. */
export function removeTestFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

process.on('exit', removeTestFolders);
