import { FileError, type FileStat } from '../../machine/files/file-system.ts';
import type { Process, Program } from '../../machine/processes/process.ts';
import { absolute, type Called, called } from '../options.ts';

const TYPE = { file: '-', directory: 'd', link: 'l', device: 'c' } as const;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly stat: FileStat;
}

/** `ls` with -l -a -A -R -1 -d -h -i -L. */
export const ls: Program = (process) => {
  const options = called(process.argv);
  const operands = options.operands.length > 0 ? options.operands : ['.'];
  const single: Entry[] = [];
  const folders: string[] = [];
  let code = 0;
  for (const given of operands) {
    try {
      const path = absolute(process, given);
      const long = (options.flags.has('l') || options.flags.has('d')) && !options.flags.has('L');
      const stat = long ? process.files.lstat(path) : process.files.stat(path);
      if (stat.kind === 'directory' && !options.flags.has('d')) folders.push(given);
      else single.push({ name: given, path, stat });
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      process.stderr.write(`ls: cannot access '${given}': ${error.message}\n`);
      code = 2;
    }
  }
  if (single.length > 0) show(process, single, options);
  for (const [index, given] of folders.entries()) {
    const titled = folders.length + single.length > 1 || options.flags.has('R');
    if (index > 0 || single.length > 0) process.stdout.write('\n');
    code = Math.max(code, folder(process, given, options, titled));
  }
  return Promise.resolve(code);
};

function folder(process: Process, given: string, options: Called, titled: boolean): number {
  const path = absolute(process, given);
  if (titled) process.stdout.write(`${given}:\n`);
  try {
    const { flags } = options;
    const hidden = flags.has('a') || flags.has('A');
    const names = process.files.list(path).filter((name) => hidden || !name.startsWith('.'));
    const all = flags.has('a') ? ['.', '..', ...names] : names;
    const entries = all.map((name) => ({
      name,
      path: `${path}/${name}`,
      stat: process.files[flags.has('L') ? 'stat' : 'lstat'](`${path}/${name}`),
    }));
    if (flags.has('l')) process.stdout.write(`total ${entries.length * 4}\n`);
    show(process, entries, options);
    if (!flags.has('R')) return 0;
    const inner = entries.filter(
      ({ name, stat }) => stat.kind === 'directory' && name !== '.' && name !== '..',
    );
    return inner.reduce((code, { name }) => {
      process.stdout.write('\n');
      return Math.max(code, folder(process, `${given.replace(/\/$/, '')}/${name}`, options, true));
    }, 0);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    process.stderr.write(`ls: cannot open directory '${given}': ${error.message}\n`);
    return 2;
  }
}

function show(process: Process, entries: readonly Entry[], { flags }: Called): void {
  if (flags.has('l')) return long(process, entries);
  const names = entries.map(({ name, stat }) => (flags.has('i') ? `${stat.inode} ${name}` : name));
  if (names.length === 0) return;
  const { terminal } = process;
  if (!terminal || flags.has('1')) return process.stdout.write(`${names.join('\n')}\n`);
  const width = Math.max(...names.map((name) => name.length)) + 2;
  const columns = Math.max(1, Math.floor(terminal.columns / width));
  const rows = Math.ceil(names.length / columns);
  for (let row = 0; row < rows; row += 1) {
    const line = names.filter((_, index) => index % rows === row).map((name) => name.padEnd(width));
    process.stdout.write(`${line.join('').trimEnd()}\n`);
  }
}

function long(process: Process, entries: readonly Entry[]): void {
  const sizes = entries.map(({ stat }) => String(stat.size));
  const width = Math.max(0, ...sizes.map(({ length }) => length));
  for (const [index, { name, path, stat }] of entries.entries()) {
    const target = stat.kind === 'link' ? ` -> ${process.files.readLink(path)}` : '';
    const owner = stat.uid === 0 ? 'root root' : `${stat.uid} ${stat.gid}`;
    process.stdout.write(
      `${TYPE[stat.kind]}${permissions(stat.mode)} 1 ${owner} ${(sizes[index] ?? '').padStart(width)} ${timeOf(stat.modified)} ${name}${target}\n`,
    );
  }
}

const permissions = (mode: number): string =>
  [6, 3, 0]
    .map((shift) =>
      [...'rwx'].map((letter, bit) => (((mode >> shift) >> (2 - bit)) & 1 ? letter : '-')).join(''),
    )
    .join('');

function timeOf(modified: number): string {
  const date = new Date(modified);
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = String(date.getUTCDate()).padStart(2);
  return `${MONTHS[date.getUTCMonth()]} ${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}
