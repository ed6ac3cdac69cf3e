import { expect, it } from 'vitest';
import { soak } from '../bench/soak/soak.ts';

it('loses no row and leaves no connection behind while the cluster churns and the line breaks', async () => {
  const options = { seconds: 60, seed: 7, pods: 60, changesPerSecond: 25, faultEveryMs: 4000 };
  const { rows, descriptors, screen } = await soak(options);
  expect(rows.screen, screen.slice(0, 4000)).toEqual(rows.server);
  expect(descriptors.after).toBeLessThanOrEqual(descriptors.before);
}, 400_000);
