import { readText, statIfThere } from '../../machine/files/file-queries.ts';
import { FileError } from '../../machine/files/file-system.ts';
import { type Program, type SignalName, SIGNALS } from '../../machine/processes/process.ts';
import { called, each, says } from '../options.ts';
import { ps, top } from './processes.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86400 };

const sleep: Program = async (process) => {
  const text = process.argv[1] ?? '';
  const [, number, unit = ''] = /^([\d.]+)([smhd]?)$/.exec(text) ?? [];
  if (text !== 'infinity' && number === undefined) {
    process.stderr.write(`sleep: invalid time interval '${text}'\n`);
    return 1;
  }
  await process.sleep(number === undefined ? Infinity : Number(number) * (UNITS[unit] ?? 1) * 1000);
  return 0;
};

const env: Program = (process) => {
  for (const [name, value] of process.env) process.stdout.write(`${name}=${value}\n`);
  return Promise.resolve(0);
};

const printenv: Program = (process) => {
  const [name] = process.argv.slice(1);
  if (name === undefined) return env(process);
  const value = process.env.get(name);
  if (value !== undefined) process.stdout.write(`${value}\n`);
  return Promise.resolve(value === undefined ? 1 : 0);
};

const kill: Program = (process) => {
  const [first = '', ...rest] = process.argv.slice(1);
  const names = Object.keys(SIGNALS) as SignalName[];
  const asked = first.startsWith('-') ? first.replace(/^-(s$)?/, '') : '';
  const signal =
    names.find((name) => name === asked || name === `SIG${asked}` || String(SIGNALS[name]) === asked) ??
    'SIGTERM';
  const pids = first.startsWith('-') ? rest : [first, ...rest];
  const send = (_path: string, pid: string): void => {
    try {
      if (asked === '0') process.files.stat(`/proc/${pid}`);
      else process.kill(Number(pid), signal);
    } catch (error) {
      if (error instanceof FileError) process.stderr.write(`kill: (${pid}) - No such process\n`);
      else throw error;
    }
  };
  return Promise.resolve(each(process, pids, send));
};

const FORMATS: Readonly<Record<string, (date: Date) => string>> = {
  Y: (date) => String(date.getUTCFullYear()),
  m: (date) => two(date.getUTCMonth() + 1),
  d: (date) => two(date.getUTCDate()),
  H: (date) => two(date.getUTCHours()),
  M: (date) => two(date.getUTCMinutes()),
  S: (date) => two(date.getUTCSeconds()),
  s: (date) => String(Math.floor(date.getTime() / 1000)),
  F: (date) => date.toISOString().slice(0, 10),
  T: (date) => date.toISOString().slice(11, 19),
  N: (date) =>
    String(date.getTime() % 1000)
      .padStart(3, '0')
      .padEnd(9, '0'),
};

const two = (number: number): string => String(number).padStart(2, '0');

const date = says((process, { operands }) => {
  const now = new Date(process.now());
  const format = operands.find((one) => one.startsWith('+'));
  if (format !== undefined)
    return `${format.slice(1).replace(/%(.)/g, (whole, letter: string) => FORMATS[letter]?.(now) ?? whole)}\n`;
  const [, weekday, day, month, year, time] =
    /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/.exec(now.toUTCString()) ?? [];
  return `${weekday} ${month} ${String(Number(day)).padStart(2)} ${time} UTC ${year}\n`;
});

const ip = says((process, { operands }) => {
  const { ip: address } = process.network;
  if (/^r/.test(operands[0] ?? ''))
    return `default via ${address.replace(/\d+$/, '1')} dev eth0\n${address.replace(/\d+$/, '0')}/24 dev eth0 scope link src ${address}\n`;
  return `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN\n    inet 127.0.0.1/8 scope host lo\n2: eth0@if12: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP\n    inet ${address}/24 brd ${address.replace(/\d+$/, '255')} scope global eth0\n`;
});

const ss = says((process) => {
  const rows = process.network
    .sockets()
    .filter(({ remote }) => remote === undefined)
    .map(
      ({ local: { address, port } }) =>
        `LISTEN 0      511          ${`${address}:${port}`.padEnd(18)} 0.0.0.0:*\n`,
    );
  return `State  Recv-Q Send-Q Local Address:Port  Peer Address:Port\n${rows.join('')}`;
});

const yes: Program = async (process) => {
  for (;;) {
    process.stdout.write(`${process.argv.slice(1).join(' ') || 'y'}\n`.repeat(50));
    await process.sleep(20);
  }
};

const which: Program = (process) => {
  const folders = (process.env.get('PATH') ?? '').split(':');
  const found = called(process.argv).operands.map((name) => {
    const path = folders
      .map((folder) => `${folder}/${name}`)
      .find((one) => statIfThere(process.files, one)?.kind === 'file');
    if (path !== undefined) process.stdout.write(`${path}\n`);
    return path;
  });
  return Promise.resolve(found.includes(undefined) ? 1 : 0);
};

/** Programs about the system and its processes. */
export const SYSTEM: Readonly<Record<string, Program>> = {
  date,
  env,
  ip,
  kill,
  netstat: ss,
  printenv,
  ps,
  sleep,
  ss,
  top,
  which,
  yes,
  true: () => Promise.resolve(0),
  false: () => Promise.resolve(1),
  clear: says(() => '\x1b[H\x1b[2J'),
  free: says((process) => {
    const field = (name: string): string =>
      new RegExp(`${name}:\\s+(\\d+)`).exec(readText(process.files, '/proc/meminfo'))?.[1] ?? '0';
    return `               total        free   available\nMem:      ${field('MemTotal').padStart(10)}  ${field('MemFree').padStart(10)}  ${field('MemAvailable').padStart(10)}\n`;
  }),
  hostname: says(({ hostname, network }, { flags }) => `${flags.has('i') ? network.ip : hostname}\n`),
  id: says((_process, { flags }) => (flags.has('u') ? '0\n' : 'uid=0(root) gid=0(root) groups=0(root)\n')),
  nproc: says(() => '2\n'),
  tty: says(({ terminal }) => (terminal ? '/dev/pts/0\n' : 'not a tty\n')),
  stty: says(({ terminal }, { operands }) =>
    operands[0] === 'size' && terminal ? `${terminal.rows} ${terminal.columns}\n` : '',
  ),
  uname: says(({ hostname }, { flags }) =>
    flags.has('a')
      ? `Linux ${hostname} 6.12.48-simulated #1 SMP x86_64 GNU/Linux\n`
      : flags.has('r')
        ? '6.12.48-simulated\n'
        : flags.has('m')
          ? 'x86_64\n'
          : 'Linux\n',
  ),
  uptime: says(
    (process) =>
      ` ${new Date(process.now()).toISOString().slice(11, 19)} up 1 day,  0 users,  load average: 0.21, 0.17, 0.11\n`,
  ),
  whoami: says(() => 'root\n'),
};
