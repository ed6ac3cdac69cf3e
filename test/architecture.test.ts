import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { globalCommands } from '../src/commands/index.ts';
import { clashes } from '../src/commands/keys/resolve.ts';
import { panes } from '../src/panes/index.ts';
import { overlays } from '../src/overlays/index.ts';
import { Program } from '../src/screen/program.ts';

const { commands } = new Program(panes, overlays, globalCommands);

it('imports only what the house allows', () => {
  const cruise = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs';
  const args = [cruise, '--config', '.dependency-cruiser.cjs', 'src'];
  const report = execFileSync(process.execPath, args, { encoding: 'utf8' });
  expect(report).toContain('no dependency violations found');
});

it('gives no key two meanings in one place', () => {
  expect(clashes(commands)).toEqual([]);
  expect(clashes([...commands, ...commands.slice(0, 1)])).not.toEqual([]);
});

it('has every command say what it does, under a name of its own', () => {
  expect(commands.filter(({ title }) => title.trim() === '')).toEqual([]);
  expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
});

it('keeps every file under 250 lines, and main under 80', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const lines = (name: string): number => readFileSync(`src/${name}`, 'utf8').split('\n').length;
  expect(files.length).toBeGreaterThan(50);
  expect(files.filter((name) => lines(name) > 250)).toEqual([]);
  expect(lines('main.ts')).toBeLessThanOrEqual(81);
});

it('gives a folder rooms before its loose files are past fourteen', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const loose = new Map<string, number>();
  for (const name of files) loose.set(path.dirname(name), (loose.get(path.dirname(name)) ?? 0) + 1);
  expect([...loose].filter(([, count]) => count > 14)).toEqual([]);
});
