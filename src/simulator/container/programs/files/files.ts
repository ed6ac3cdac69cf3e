import { FileError, type FileStat } from '../../machine/files/file-system.ts';
import type { Process, Program } from '../../machine/processes/process.ts';
import { readAll } from '../../shell/read-line.ts';
import { matches } from '../../shell/expansion/glob.ts';
import { absolute, called, each, inputs, nameOf, says } from '../options.ts';
import { ls } from './ls.ts';

const mkdir: Program = (process) => {
  const { operands, flags } = called(process.argv, 'm');
  const make = (path: string): void => process.files.makeDirectory(path, { parents: flags.has('p') });
  return Promise.resolve(each(process, operands, make));
};

/** All paths below one, what is deepest first. */
function below(process: Process, path: string): readonly string[] {
  const inner = process.files.lstat(path).kind === 'directory' ? process.files.list(path) : [];
  return [...inner.flatMap((name) => below(process, `${path}/${name}`)), path];
}

const rm: Program = (process) => {
  const { operands, flags } = called(process.argv);
  const deep = flags.has('r') || flags.has('R');
  const code = each(process, operands, (path) => {
    try {
      if (!deep && process.files.lstat(path).kind === 'directory') throw new FileError('EISDIR', path);
      for (const one of deep ? below(process, path) : [path]) process.files.remove(one);
    } catch (error) {
      if (!(flags.has('f') && error instanceof FileError && error.code === 'ENOENT')) throw error;
    }
  });
  return Promise.resolve(code);
};

const rmdir: Program = (process) =>
  Promise.resolve(each(process, called(process.argv).operands, (path) => process.files.remove(path)));

/** Where something goes: into a directory under its own name, or to a path. */
function goal(process: Process, from: string, to: string): string {
  try {
    if (process.files.stat(to).kind !== 'directory') return to;
  } catch (error) {
    if (error instanceof FileError && error.code === 'ENOENT') return to;
    throw error;
  }
  return `${to.replace(/\/$/, '')}/${from.replace(/^.*\//, '')}`;
}

const mv: Program = (process) => {
  const { operands } = called(process.argv);
  const to = absolute(process, operands.at(-1) ?? '');
  return Promise.resolve(
    each(process, operands.slice(0, -1), (path) => process.files.rename(path, goal(process, path, to))),
  );
};

const cp: Program = (process) => {
  const { operands, flags } = called(process.argv);
  const to = absolute(process, operands.at(-1) ?? '');
  const deep = flags.has('r') || flags.has('R') || flags.has('a');
  const copy = (from: string, target: string): void => {
    if (process.files.stat(from).kind !== 'directory')
      return process.files.write(target, process.files.read(from));
    if (!deep) throw new FileError('EISDIR', from);
    process.files.makeDirectory(target, { parents: true });
    for (const name of process.files.list(from)) copy(`${from}/${name}`, `${target}/${name}`);
  };
  return Promise.resolve(each(process, operands.slice(0, -1), (path) => copy(path, goal(process, path, to))));
};

const ln: Program = (process) => {
  const [target = '', path = target.replace(/^.*\//, '')] = called(process.argv).operands;
  return Promise.resolve(each(process, [path], (at) => process.files.link(target, at)));
};

const touch: Program = (process) =>
  Promise.resolve(
    each(process, called(process.argv).operands, (path) => {
      process.files.write(path, new Uint8Array(), { append: true });
      process.files.setTimes(path, process.now());
    }),
  );

const chmod: Program = (process) => {
  const [mode = '644', ...paths] = called(process.argv).operands;
  const change = (path: string): void => {
    const before = process.files.stat(path).mode;
    const next = /^\d+$/.test(mode) ? parseInt(mode, 8) : mode.includes('x') ? before | 0o111 : before;
    process.files.setMode(path, next);
  };
  return Promise.resolve(each(process, paths, change));
};

const readlink: Program = (process) => {
  const { operands, flags } = called(process.argv);
  const whole = flags.has('f') || nameOf(process) === 'realpath';
  const show = (path: string): void =>
    process.stdout.write(
      `${whole ? process.files.realPath(path) : process.files.readLink(path)}${flags.has('n') ? '' : '\n'}`,
    );
  // readlink says nothing where it is none; realpath does.
  if (nameOf(process) === 'realpath') return Promise.resolve(each(process, operands, show));
  return Promise.resolve(each({ ...process, stderr: { write: () => undefined } } as Process, operands, show));
};

/** The upper bits of a mode, as stat(2) has them. */
const TYPE_BITS = { file: 0o100000, directory: 0o040000, link: 0o120000, device: 0o020000 } as const;

/** What `stat -c` makes of its format. */
function formatted(format: string, name: string, found: FileStat): string {
  const { size, mode, uid, gid, kind, inode, modified } = found;
  const values = new Map<string, string | number>([
    ['f', (TYPE_BITS[kind] | mode).toString(16)],
    ['a', (mode & 0o7777).toString(8)],
    ['h', 1],
    ['i', inode],
    ['u', uid],
    ['g', gid],
    ['s', size],
    ['Y', Math.floor(modified / 1000)],
    ['n', name],
    ['%', '%'],
  ]);
  return format.replace(/%(.)/g, (whole, letter: string) => String(values.get(letter) ?? whole));
}

const stat: Program = (process) => {
  const { operands, values, flags } = called(process.argv, 'c');
  const format = values.get('c');
  return Promise.resolve(
    each(process, operands, (path, given) => {
      const found = flags.has('L') ? process.files.stat(path) : process.files.lstat(path);
      if (format !== undefined) return process.stdout.write(`${formatted(format, given, found)}\n`);
      const { size, mode, uid, gid, kind, inode, modified } = found;
      const time = new Date(modified).toISOString().replace('T', ' ').replace('Z', ' +0000');
      process.stdout.write(
        `  File: ${given}\n  Size: ${size}\tBlocks: ${Math.ceil(size / 512)}\t${kind}\nInode: ${inode}\nAccess: (0${(mode & 0o777).toString(8)})  Uid: ${uid}   Gid: ${gid}\nModify: ${time}\n`,
      );
    }),
  );
};

const find: Program = (process) => {
  const args = process.argv.slice(1);
  const first = args.findIndex((one) => one.startsWith('-'));
  const roots = args.slice(0, first < 0 ? undefined : first);
  const option = (name: string): string | undefined =>
    args.includes(name) ? args[args.indexOf(name) + 1] : undefined;
  const [pattern, type] = [option('-name'), option('-type')];
  const kinds: Readonly<Record<string, string>> = { f: 'file', d: 'directory', l: 'link' };
  const visit = (path: string, shown: string): void => {
    const { kind } = process.files.lstat(path);
    const fits =
      (type === undefined || kinds[type] === kind) &&
      (pattern === undefined || matches(pattern, shown.replace(/^.*\//, '')));
    if (fits) process.stdout.write(`${shown}\n`);
    if (kind !== 'directory') return;
    for (const name of process.files.list(path))
      visit(`${path}/${name}`, `${shown.replace(/\/$/, '')}/${name}`);
  };
  return Promise.resolve(each(process, roots.length > 0 ? roots : ['.'], visit));
};

function sizeBelow(process: Process, path: string): number {
  const { kind, size } = process.files.lstat(path);
  if (kind !== 'directory') return size;
  return process.files.list(path).reduce((sum, name) => sum + sizeBelow(process, `${path}/${name}`), size);
}

const du: Program = (process) => {
  const { operands } = called(process.argv);
  return Promise.resolve(
    each(process, operands.length > 0 ? operands : ['.'], (path, given) =>
      process.stdout.write(`${Math.ceil(sizeBelow(process, path) / 1024)}\t${given}\n`),
    ),
  );
};

const df = says((process) => {
  const rows = process.files.mounts().map(({ device, path, type }) => {
    const [size, used] = type === 'tmpfs' ? [65536, 12] : type === 'proc' ? [0, 0] : [264212084, 31212084];
    return `${device.padEnd(16)} ${String(size).padStart(10)} ${String(used).padStart(9)} ${String(size - used).padStart(10)}  ${path}`;
  });
  return ['Filesystem        1K-blocks      Used  Available  Mounted on', ...rows, ''].join('\n');
});

const mount = says((process) =>
  process.files
    .mounts()
    .map(
      ({ device, path, type, readOnly }) =>
        `${device} on ${path} type ${type} (${readOnly ? 'ro' : 'rw'},relatime)\n`,
    )
    .join(''),
);

const base64: Program = async (process) => {
  const { flags, operands } = called(process.argv, 'w');
  const { texts, code } = await inputs(process, operands);
  for (const { text } of texts) {
    process.stdout.write(
      flags.has('d') ? Buffer.from(text, 'base64') : `${Buffer.from(text).toString('base64')}\n`,
    );
  }
  return code;
};

const dd: Program = async (process) => {
  const given = new Map(process.argv.slice(1).map((one) => one.split('=', 2) as [string, string]));
  const unit = (text: string): number =>
    parseInt(text, 10) * (/M$/i.test(text) ? 1 << 20 : /k$/i.test(text) ? 1024 : 1);
  const size = Math.min(unit(given.get('bs') ?? '512') * Number(given.get('count') ?? 1), 64 << 20);
  const source = given.get('if');
  const bytes = source === undefined ? await readAll(process, process.stdin) : new Uint8Array(size);
  const target = given.get('of');
  if (target === undefined) process.stdout.write(bytes);
  else if (each(process, [target], (path) => process.files.write(path, bytes)) !== 0) return 1;
  process.stderr.write(`${bytes.length} bytes copied\n`);
  return 0;
};

/** Programs about files. */
export const FILES: Readonly<Record<string, Program>> = {
  base64,
  chmod,
  cp,
  dd,
  df,
  du,
  find,
  ln,
  ls,
  mkdir,
  mount,
  mv,
  readlink,
  realpath: readlink,
  rm,
  rmdir,
  stat,
  touch,
  basename: says(
    (_process, { operands }) => `${(operands[0] ?? '').replace(/\/+$/, '').replace(/^.*\//, '')}\n`,
  ),
  dirname: says((_process, { operands }) => `${(operands[0] ?? '').replace(/\/?[^/]*\/?$/, '') || '.'}\n`),
  pwd: says(({ cwd }) => `${cwd}\n`),
};
