import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Starts a simulated cluster with so many Pods in a process of its own. Gives the path of its kubeconfig. */
export async function demoServer(pods: number): Promise<{ readonly kubeconfig: string; stop(): void }> {
  const child = spawn(process.execPath, ['bin/podscope.js', 'demo', '--serve', '--pods', String(pods)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    return { kubeconfig: line, stop: () => void child.kill() };
  }
  throw new Error('podscope demo --serve ended without a word');
}
