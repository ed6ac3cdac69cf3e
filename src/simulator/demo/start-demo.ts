import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
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
 * come up; where it fails later, that is thrown: the process has nothing left to show. From here on each of the
 * signals ends the program with 128 + its number and by way of `exit`, unless somebody else listens to it. `progress`
 * hears which part of the start is over, from 0 to 1.
 */
export async function startDemo(
  program: URL,
  options: DemoOptions,
  signals: readonly NodeJS.Signals[],
  progress: (part: number) => void = () => undefined,
): Promise<Demo> {
  exitOn(signals);
  const worker = new Worker(program, { workerData: options });
  let fail: (error: Error) => void;
  const text = await new Promise<string>((resolve, reject) => {
    fail = reject;
    worker.on('message', (told: FromWorker) =>
      'part' in told ? progress(told.part) : resolve(told.kubeconfig),
    );
    worker.on('error', (error) => fail(failure(error)));
    worker.on('exit', (code) => fail(failure(`it ended with code ${code}`)));
  });
  fail = (error) => {
    throw error;
  };
  return { kubeconfig: kubeconfigFile(text) };
}

const failure = (why: unknown): Error =>
  new Error(`the simulated cluster failed: ${why instanceof Error ? why.message : String(why)}`);

/** Writes it where only this user can read it, and takes it away whatever ends the program. Gives its path. */
function kubeconfigFile(text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'podscope-demo-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const kubeconfig = path.join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, text, { mode: 0o600 });
  return kubeconfig;
}

/** Node's own way to end by a signal tells nobody: what is to be taken away would stay. */
function exitOn(signals: readonly NodeJS.Signals[]): void {
  for (const signal of signals) {
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
    });
  }
}
