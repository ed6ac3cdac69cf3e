import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { globalCommands } from '../../src/commands/index.ts';
import { panes } from '../../src/panes/index.ts';
import { keyLabel } from '../../src/commands/keys/key-label.ts';
import { overlays } from '../../src/overlays/index.ts';
import { Program } from '../../src/screen/program.ts';

const BEGIN = '<!-- keys: made by `npm run readme` -->';
const END = '<!-- end of keys -->';
const README = new URL('../../README.md', import.meta.url);

/** The README's table of keys, made from the commands as help is. */
export function keysTable(): string {
  const { commands } = new Program(panes, overlays, globalCommands);
  const code = (text: string): string => '`' + text.replaceAll('|', '\\|') + '`';
  // What means the same in several places is one row.
  const rows = new Map<string, { labels: string; what: string; places: string[] }>();
  for (const { keys, title, scope, word } of commands) {
    const typed = word === undefined ? [] : [code(':' + word)];
    const labels = (keys.length > 0 ? keys.map((key) => code(keyLabel(key))) : typed).join(' ');
    const what = title + (keys.length > 0 && typed.length > 0 ? ` (${typed.join()})` : '');
    const row = rows.get(labels + what) ?? { labels, what, places: [] };
    rows.set(labels + what, row);
    row.places.push(scope.replace(/^(pane|overlay):/, ''));
  }
  const lines = [...rows.values()].map(({ labels, what, places }) => {
    const where = places.includes('global') ? '' : `in ${places.join(', ')}: `;
    return `| ${labels} | ${where}${what} |`;
  });
  return ['| key | does |', '|---|---|', ...lines].join('\n');
}

export function readme(): string {
  return readFileSync(README, 'utf8');
}

/** The README as it is, with the table as it should be. */
export function readmeWithKeys(text: string): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`README.md lacks ${BEGIN} or ${END}`);
  return `${text.slice(0, begin + BEGIN.length)}\n\n${keysTable()}\n\n${text.slice(end)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(README, readmeWithKeys(readme()));
