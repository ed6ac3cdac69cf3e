import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DemoOptions, FromWorker } from './protocol.ts';

/** A simulated cluster that runs beside this thread. */
export interface Demo {
  /** The path of a kubeconfig for it. The file goes when the process ends. */
  readonly kubeconfig: string;
}

/**
 * Starts the simulated cluster in a worker thread, so that it never holds up the screen. Rejects where it does not
 * come up; where it fails later, that is thrown: the process has nothing left to show.
 */
export async function startDemo(program: URL, options: DemoOptions): Promise<Demo> {
  const worker = new Worker(program, { workerData: options });
  const text = await new Promise<string>((resolve, reject) => {
    worker.once('message', ({ kubeconfig }: FromWorker) => resolve(kubeconfig));
    worker.once('error', reject);
  });
  worker.removeAllListeners('error').on('error', (error) => {
    throw new Error(
      `the simulated cluster failed: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'podscope-demo-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const kubeconfig = path.join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, text, { mode: 0o600 });
  return { kubeconfig };
}
