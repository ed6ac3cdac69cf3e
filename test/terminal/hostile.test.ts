import { afterEach, expect, it } from 'vitest';
import { LeftOn, tidy } from '../../src/terminal/modes.ts';
import { HARMFUL, HOSTILE_SEQUENCE } from '../support/hostile/hostile.ts';
import { type DrivenTerminal, launch } from '../support/programs/terminal-driver.ts';

let driven: DrivenTerminal | undefined;
afterEach(() => driven?.kill());

/** Places, colours, modes and charsets, which the terminal's own code writes; besides, what it undoes all with. */
const OWN = /\x1b\[[<>=?!]?[0-9;]*[ ]?[@-~]|\x1b[()][B0]|\x1b[78>=]|\r|\x0f/g;
const UNDOING = tidy(new LeftOn());

it('nothing that a cluster, a kubeconfig or a container says reaches the terminal raw', async () => {
  driven = launch(process.execPath, ['--import', 'tsx', 'test/terminal/hostile-demo.ts'], {
    columns: 156,
    rows: 40,
  });
  await driven.waitFor('press a key', 120_000);
  driven.press('j');
  expect(await driven.waitForExit()).toBe(0);
  const { raw } = driven;
  expect(Number(/drawn (\d+)/.exec(raw)?.[1])).toBeGreaterThan(300);
  expect(raw).toContain('\ufffd');
  expect(HOSTILE_SEQUENCE.exec(raw)?.index).toBeUndefined();
  const said = raw.replaceAll(UNDOING, '').replace(OWN, '');
  const at = said.search(HARMFUL);
  expect(JSON.stringify(said.slice(at < 0 ? said.length : Math.max(0, at - 40), at + 40))).toBe('""');
}, 150_000);
