import { expect, it } from 'vitest';
import type { Attached } from '../../../src/model/attached/attached.ts';
import { attachedGists } from '../../../src/model/attached/attached-words.ts';

const secret: Attached = { apiVersion: 'v1', kind: 'Secret', name: 'keys', how: '', state: 'there' };

it.each([
  ['volume keys, env of app', ['volume, env of app', 'volume, env']],
  ['volume a, volume b, env of app, env of web', ['volume, env of app, env of web', 'volume, env']],
  ['image pulls', ['image pulls', 'image pulls']],
  ['names it in DNS', ['names it in DNS', 'names it in DNS']],
])('what it is for, %s, is shorter where there is no room, and no word of it is cut', (how, gists) => {
  expect(attachedGists({ ...secret, how })).toEqual(gists);
});

it('a note is told whole or cut: it says what is wrong', () => {
  expect(attachedGists({ ...secret, how: 'volume keys', note: 'Bound' })).toEqual([]);
  expect(attachedGists(secret)).toEqual([]);
});
