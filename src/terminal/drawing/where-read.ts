import type { BlessedScreen } from './blessed.ts';

/** What may have to wait until a terminal takes it: see `Outlet`. */
interface Waits {
  whenFree(name: string, act: () => void): void;
}

/**
 * Makes blessed draw nothing while the terminal has not taken what was drawn before, and afterwards what is newest: it
 * writes how the screen differs from what it wrote, so that of a frame which it has drawn nothing may be left out.
 */
export function drawWhereRead(screen: BlessedScreen, out: Waits): void {
  const { alloc, render } = screen;
  screen.alloc = () => out.whenFree('alloc', () => alloc.call(screen));
  screen.render = () => out.whenFree('render', () => render.call(screen));
}
