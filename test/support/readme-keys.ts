import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { globalCommands } from '../../src/commands/index.ts';
import { panes } from '../../src/panes/index.ts';
import { keyLabel } from '../../src/panes/overlays.ts';
import { Panes } from '../../src/panes/screen.ts';

const BEGIN = '<!-- keys: made by `npm run readme` -->';
const END = '<!-- end of keys -->';
const README = new URL('../../README.md', import.meta.url);

/** The README's table of keys, made from the commands as help is. */
export function keysTable(): string {
  const { commands } = new Panes(panes, globalCommands);
  const code = (text: string): string => '`' + text.replaceAll('|', '\\|') + '`';
  const rows = commands.map(({ keys, title, scope, word }) => {
    const where = scope === 'global' ? '' : `in ${scope.replace('pane:', '')}: `;
    const typed = word === undefined ? [] : [code(':' + word)];
    const labels = keys.length > 0 ? keys.map((key) => code(keyLabel(key))) : typed;
    const also = keys.length > 0 && typed.length > 0 ? ` (${typed.join()})` : '';
    return `| ${labels.join(' ')} | ${where}${title}${also} |`;
  });
  return ['| key | does |', '|---|---|', ...rows].join('\n');
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
