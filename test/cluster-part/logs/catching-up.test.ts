import { expect, it } from 'vitest';
import { CatchingUp, type Followed } from '../../../src/cluster/logs/resuming/catching-up.ts';
import { ReadAhead } from '../../../src/cluster/logs/read-ahead.ts';
import { settle, VirtualTime } from '../../support/virtual-time.ts';

it('leaves a log that is followed already where its reading is lost, since what waits of it would count as said just now for ever', async () => {
  const timing = new VirtualTime();
  const ahead = new ReadAhead(1024, timing);
  async function* said(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(Buffer.from('a line\n'));
    await new Promise(() => undefined);
  }
  const followed = { bytes: ahead.read('web', said()) } as unknown as Followed;
  const catchingUp = new CatchingUp({ follow: true }, () => Promise.resolve(followed));
  catchingUp.received();
  await settle();
  expect(ahead.heardAt('web')).toBe(timing.now());
  catchingUp.lost();
  await settle();
  expect(ahead.heardAt('web')).toBeUndefined();
  expect(await catchingUp.take()).toBeUndefined();
});
