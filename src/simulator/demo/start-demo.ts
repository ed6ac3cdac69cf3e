import { writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ContextInfo } from '../../model/connection.ts';
import { DEMO_CONTEXT } from '../api/demo-context.ts';
import { privateFolder } from './private-folder.ts';
import { type DemoOptions, type FromWorker, SHOP_NAMESPACE } from './protocol.ts';

/** A simulated cluster that starts, and then runs, beside this thread. */
export interface Demo {
  /** The path of its kubeconfig: of a file once the cluster is up. It goes when the process ends. */
  readonly kubeconfig: string;
  readonly context: ContextInfo;
  /** Resolves when it is up, rejects where it does not come up. What fails later is thrown: there is nothing left to show. */
  readonly up: Promise<void>;
}

/**
 * Starts the simulated cluster in a worker thread, so that it never holds up the screen. `progress` hears which part
 * of its start is over, from 0 to 1. From here on each of the signals ends the program with 128 + its number and by
 * way of `exit`, unless somebody else listens to it. Throws where there is no folder for the kubeconfig.
 */
export function startDemo(
  program: URL,
  options: DemoOptions,
  signals: readonly NodeJS.Signals[],
  progress: (part: number) => void = () => undefined,
): Demo {
  exitOn(signals);
  // What throws comes first: a thread would keep the program alive.
  const kubeconfig = path.join(privateFolder(), 'kubeconfig');
  const worker = new Worker(program, { workerData: options });
  const up = new Promise<void>((resolve, reject) => {
    let fail = (error: unknown): void => {
      reject(error as Error);
      void worker.terminate();
    };
    worker.on('message', (told: FromWorker) => {
      if ('part' in told) return progress(told.part);
      try {
        writeFileSync(kubeconfig, told.kubeconfig, { mode: 0o600 });
      } catch (error) {
        return fail(error);
      }
      fail = (error) => {
        throw error;
      };
      resolve();
    });
    worker.on('error', (error) => fail(failure(error)));
    worker.on('exit', (code) => fail(failure(`it ended with code ${code}`)));
  });
  return { kubeconfig, context: { ...DEMO_CONTEXT, namespace: SHOP_NAMESPACE }, up };
}

const failure = (why: unknown): Error =>
  new Error(`the simulated cluster failed: ${why instanceof Error ? why.message : String(why)}`, {
    cause: why,
  });

/** Node's own way to end by a signal tells nobody: what is to be taken away would stay. */
function exitOn(signals: readonly NodeJS.Signals[]): void {
  for (const signal of signals) {
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
    });
  }
}
