import { expect, it } from 'vitest';
import type { Tunnel } from '../../../src/cluster/forward/tunnel.ts';
import { Tunnels } from '../../../src/cluster/forward/tunnels.ts';
import { podNamed } from '../../fixtures/index.ts';

/** A tunnel that somebody who does not read holds back. */
const heldBack = (): Tunnel => ({ open: false, size: 1, close: () => undefined }) as unknown as Tunnel;

it('says once why connections wait where all tunnels are held back', async () => {
  const notes: string[] = [];
  const tunnels = new Tunnels(
    () => Promise.resolve(heldBack()),
    (text) => notes.push(text),
  );
  for (let count = 0; count < 8; count++) await tunnels.to(podNamed('anatomy-0'));
  expect(notes).toEqual([]);
  await tunnels.to(podNamed('anatomy-0'));
  await tunnels.to(podNamed('anatomy-0'));
  expect(notes).toEqual(['connections wait: some of the 8 that are open do not read what was sent to them']);
});
