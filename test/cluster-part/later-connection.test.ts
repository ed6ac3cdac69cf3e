import { ABLE } from '../../src/model/capabilities.ts';
import { expect, it } from 'vitest';
import { laterConnection } from '../../src/cluster/later-connection.ts';
import type { Connection } from '../../src/ports/connection.ts';
import { FakeConnection } from '../support/dashboards/fake-connection.ts';

function coming() {
  const fake = new FakeConnection();
  let arrive = (): void => undefined;
  const promise = new Promise<Connection>((resolve) => {
    arrive = () => resolve(fake.port);
  });
  const come = async (): Promise<void> => {
    arrive();
    await promise;
  };
  return { fake, connection: laterConnection(ABLE, promise), come };
}

it('asks what was asked of it as soon as there is a connection', async () => {
  const { fake, connection, come } = coming();
  const heard: unknown[] = [];
  connection.watch('pods', { namespace: 'shop' }).subscribe((events) => heard.push(events));
  const version = connection.version();
  expect(fake.log).toEqual([]);
  await come();
  expect(await version).toBe('v1.34.4');
  expect(fake.log).toEqual(['open pods shop']);
  fake.tell('pods', { type: 'live' });
  expect(heard).toEqual([[{ type: 'live' }]]);
});

it('opens at once what is asked of it later, so that opening before closing leaves it at no time without a watch', async () => {
  const { fake, connection, come } = coming();
  const first = connection.watch('pods', {}).subscribe();
  await come();
  await Promise.resolve();
  connection.watch('pods', {}).subscribe();
  first.unsubscribe();
  expect(fake.log).toEqual(['open pods *', 'open pods *', 'close pods *']);
});

it('opens no watch that nobody wants any more', async () => {
  const { fake, connection, come } = coming();
  connection.watch('pods', {}).subscribe().unsubscribe();
  await come();
  expect(fake.log).toEqual([]);
});

it('closes what comes after it was closed', async () => {
  const { fake, connection, come } = coming();
  connection.close();
  await come();
  await Promise.resolve();
  expect(fake.log).toEqual(['close']);
});
