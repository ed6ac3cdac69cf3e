import type { DrivenTerminal } from '../test/support/programs/terminal-driver.ts';
import { median, sleep } from './process.ts';

/** From a key to the first byte that answers it, in ms, and how many bytes come: medians of so many keys. */
export async function keyToScreen(
  screen: DrivenTerminal,
  keys: number,
): Promise<{ ms: number; bytes: number }> {
  const times: number[] = [];
  const sizes: number[] = [];
  for (let index = 0; index < keys; index++) {
    await sleep(120);
    const before = screen.raw.length;
    const begin = performance.now();
    screen.press(index % 2 === 0 ? 'j' : 'k');
    await screen.waitFor(() => screen.raw.length > before);
    times.push(performance.now() - begin);
    await sleep(20);
    sizes.push(screen.raw.length - before);
  }
  return { ms: median(times), bytes: median(sizes) };
}
