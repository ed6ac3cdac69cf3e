import { parentPort, workerData } from 'node:worker_threads';
import { startCluster } from '../cluster.ts';
import type { DemoOptions, FromWorker } from './protocol.ts';

/** The thread of `podscope demo`: a whole simulated cluster. */
const cluster = await startCluster(workerData as DemoOptions);
const up: FromWorker = { kubeconfig: cluster.kubeconfig() };
parentPort?.postMessage(up);
