/** Process groups that are to end with podscope: plugins have no terminal whose end they would notice. */
const running = new Set<number>();

/** What ends a program that has no handler for it, and can be handled. */
const ENDING = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGTERM',
  'SIGALRM',
  'SIGABRT',
  'SIGUSR2',
  'SIGXCPU',
] as const;

/**
 * Ends a process group with podscope, however that ends: by itself, by an exception, by a signal. Only against
 * SIGKILL there is no help. Call what it gives when the group's leader has ended.
 */
export function endWithPodscope(group: number): () => void {
  if (running.size === 0) {
    process.on('exit', endAll);
    for (const signal of ENDING) process.on(signal, signalled);
  }
  running.add(group);
  return () => {
    running.delete(group);
    if (running.size > 0) return;
    process.off('exit', endAll);
    for (const signal of ENDING) process.off(signal, signalled);
  };
}

/** Ends a process with what it started. That it has ended already is as well. */
export function endGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch (error) {
    // ESRCH: gone. EPERM: what is left of it is another user's, or (macOS) ending.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}

function endAll(): void {
  for (const group of running) endGroup(group);
}

/** With a handler a signal does not end podscope any more: where nobody else has one, it is sent once more. */
function signalled(signal: NodeJS.Signals): void {
  endAll();
  if (process.listenerCount(signal) > 1) return;
  process.off(signal, signalled);
  process.kill(process.pid, signal);
}
