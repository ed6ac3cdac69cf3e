import { firstValueFrom } from 'rxjs';
import { expect, it } from 'vitest';
import { settings } from '../../src/feeds/pod/settings.ts';
import type { SettingsFeed } from '../../src/model/feed.ts';
import type { KubeObject } from '../../src/model/kinds/objects.ts';
import { FakeConnection } from '../support/dashboards/fake-connection.ts';

const feed = (secrets: boolean): SettingsFeed => ({
  ...{ type: 'settings', namespace: 'shop', secrets },
  names: [{ kind: 'Secret', name: 'db' }],
});

async function toldOf(answer: () => Promise<unknown>, secrets = false): Promise<unknown> {
  const connection = new FakeConnection();
  connection.answerGet = answer as () => Promise<KubeObject>;
  const events = await firstValueFrom(settings.open(connection.port, feed(secrets)));
  const [data] = events.flatMap((event) => (event.type === 'data' ? event.data : []));
  return data && { values: [...data.values], message: data.failure?.message };
}

it('brings of a Secret how long its values are, and what they are only where that is asked for', async () => {
  const db = { metadata: { name: 'db', uid: 'u' }, data: { pw: btoa('hunter2') } };
  const answer = () => Promise.resolve(db);
  expect(await toldOf(answer)).toEqual({ values: [['pw', { bytes: 7 }]], message: undefined });
  expect(await toldOf(answer, true)).toMatchObject({ values: [['pw', { bytes: 7, text: 'hunter2' }]] });
});

it('tells a refusal in the words of the server, and quotes nothing of an answer that cannot be read', async () => {
  const failing = (code: number, message: string) => () =>
    Promise.reject(Object.assign(new Error(message), { code }));
  expect(await toldOf(failing(403, 'may not'))).toEqual({ values: [], message: 'may not' });
  expect(await toldOf(failing(200, '{"data": {"pw": "aHVudGVyMg=='))).toEqual({
    values: [],
    message: "the server's answer is no Secret",
  });
});
