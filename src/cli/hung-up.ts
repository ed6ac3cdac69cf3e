import { writeSync } from 'node:fs';

/**
 * Ends by SIGHUP where a terminal among the standard streams is gone. Node gives terminals back as it found them before
 * it exits, and aborts where one is not there to take that (ResetStdio in Node's src/node.cc).
 */
export function endWhereHungUp(process: NodeJS.Process): void {
  const end = (code: number): void => {
    process.off('exit', end);
    if (![0, 1, 2].some(isHungUp)) return;
    process.emit('exit', code);
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  };
  process.on('exit', end);
}

/** Whether it is a terminal that is gone: it takes not even nothing. */
function isHungUp(descriptor: number): boolean {
  try {
    writeSync(descriptor, new Uint8Array());
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EIO';
  }
}
