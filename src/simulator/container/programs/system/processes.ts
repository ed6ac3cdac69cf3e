import { readText } from '../../machine/files/file-queries.ts';
import { FileError } from '../../machine/files/file-system.ts';
import type { Process, Program } from '../../machine/processes/process.ts';
import { called } from '../options.ts';

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly state: string;
  readonly command: string;
  readonly name: string;
  readonly kib: number;
  /** Seconds since the start of the machine. */
  readonly started: number;
  readonly tty: string;
}

/** The processes that /proc shows. */
function processes(process: Process): readonly Row[] {
  return process.files
    .list('/proc')
    .filter((name) => /^\d+$/.test(name))
    .sort((a, b) => Number(a) - Number(b))
    .flatMap((name) => {
      try {
        const stat = readText(process.files, `/proc/${name}/stat`);
        const [, pid, comm = '', rest = ''] = /^(\d+) \((.*)\) (.*)$/s.exec(stat) ?? [];
        const fields = rest.split(' ');
        const command = readText(process.files, `/proc/${name}/cmdline`)
          .replace(/\0$/, '')
          .replaceAll('\0', ' ');
        return {
          pid: Number(pid),
          parent: Number(fields[1]),
          state: fields[0] ?? 'S',
          command: command || `[${comm}]`,
          name: comm,
          kib: Number(fields[21]) * 4,
          started: Number(fields[19]) / 100,
          tty: fields[4] === '0' ? '?' : 'pts/0',
        };
      } catch (error) {
        if (error instanceof FileError) return [];
        throw error;
      }
    });
}

/** `ps`, as far as `aux` and `-ef` go. */
export const ps: Program = (process) => {
  const asked = process.argv.slice(1).join(' ').replaceAll('-', '');
  const up = Number(readText(process.files, '/proc/uptime').split(' ')[0]);
  const clock = (row: Row): string =>
    new Date(process.now() - (up - row.started) * 1000).toISOString().slice(11, 16);
  const all = processes(process);
  const rows = /[aeAx]/.test(asked) ? all : all.filter(({ tty }) => tty !== '?');
  const line = (row: Row): string => {
    if (asked.includes('u')) {
      return `root ${String(row.pid).padStart(10)}  0.0  0.1 ${String(row.kib * 3).padStart(6)} ${String(row.kib).padStart(5)} ${row.tty.padEnd(8)} ${row.state.padEnd(4)} ${clock(row)}   0:00 ${row.command}`;
    }
    if (asked.includes('f'))
      return `root ${String(row.pid).padStart(10)} ${String(row.parent).padStart(7)}  0 ${clock(row)} ${row.tty.padEnd(8)} 00:00:00 ${row.command}`;
    return `${String(row.pid).padStart(7)} ${row.tty.padEnd(8)} 00:00:00 ${row.name}`;
  };
  const head = asked.includes('u')
    ? 'USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND'
    : asked.includes('f')
      ? 'UID          PID    PPID  C STIME TTY          TIME CMD'
      : '    PID TTY          TIME CMD';
  process.stdout.write(`${[head, ...rows.map(line)].join('\n')}\n`);
  return Promise.resolve(0);
};

/** `top`: again every two seconds, until `q`. */
export const top: Program = async (process) => {
  const { flags, values } = called(process.argv, 'nd');
  const rounds = flags.has('b') ? Number(values.get('n') ?? Infinity) : Infinity;
  const show = (): void => {
    const rows = processes(process).map(
      (row) =>
        `${String(row.pid).padStart(7)} root      20   0 ${String(row.kib * 3).padStart(7)} ${String(row.kib).padStart(6)} ${row.state}   0.0   0.1   0:00.01 ${row.name}`,
    );
    const text = [
      `top - ${new Date(process.now()).toISOString().slice(11, 19)} up 1 day,  load average: 0.21, 0.17, 0.11`,
      `Tasks: ${rows.length} total`,
      '',
      '    PID USER      PR  NI    VIRT    RES S  %CPU  %MEM     TIME+ COMMAND',
      ...rows,
      '',
    ].join('\n');
    process.stdout.write(process.terminal ? `\x1b[H\x1b[2J${text}` : text);
  };
  process.terminal?.setRaw(true);
  const quit = process.terminal ? keyPressed(process) : new Promise<void>(() => undefined);
  try {
    for (let round = 0; round < rounds; round += 1) {
      show();
      const left = await Promise.race([quit.then(() => true), process.sleep(2000).then(() => false)]);
      if (left) break;
    }
  } finally {
    process.terminal?.setRaw(false);
  }
  return 0;
};

/** Until `q` or ^C is pressed. */
async function keyPressed(process: Process): Promise<void> {
  for (let bytes = await process.stdin.read(); bytes; bytes = await process.stdin.read()) {
    if (/[q\x03]/.test(Buffer.from(bytes).toString())) return;
  }
}
