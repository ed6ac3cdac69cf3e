import { describe, expect, it } from 'vitest';
import { addressText } from '../../../../src/model/network/address-text.ts';
import { readSockets } from '../../../../src/model/network/sockets/read-sockets.ts';
import { networkWalks } from '../../../fixtures/index.ts';

const tcp = (local: string, remote: string, state: string, inode: number, file = 'tcp') =>
  `net/${file}:   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0000000060f04013 100 0 0 10 0`;
const ANY = '00000000:0000';
const ANY6 = `${'0'.repeat(32)}:0000`;

describe('sockets as /proc tells of them', () => {
  it('are those of real containers, with who holds them', () => {
    const { inet, held } = readSockets(networkWalks['app'] ?? '')!;
    const listening = inet
      .filter(({ state }) => state === 'listening')
      .map(({ local }) => `${local.ip}:${local.port}`);
    expect(listening).toEqual(['127.0.0.1:8081', '*:80', '*:80', '*:2019']);
    const master = inet.find(({ state, local }) => state === 'listening' && local.port === 80);
    expect(held.get(master?.inode ?? -1)).toEqual([1]);
    expect(inet.filter(({ state }) => state === 'established')).toHaveLength(3);
  });

  it('are in any state, of both families and protocols', () => {
    const { inet } = readSockets(
      [
        tcp('0100007F:1F91', ANY, '0A', 1),
        tcp('0500F40A:9C40', '0700F40A:1538', '01', 2),
        tcp('0500F40A:9C41', '0700F40A:1538', '08', 0),
        tcp('00000000000000000000000001000000:0050', ANY6, '0A', 3, 'tcp6'),
        tcp(
          '0000000000000000FFFF00000500F40A:0050',
          '0000000000000000FFFF00000700F40A:8000',
          '01',
          4,
          'tcp6',
        ),
        tcp('00000000:0035', ANY, '07', 5, 'udp'),
        tcp('0500F40A:8235', '0A00600A:0035', '01', 6, 'udp'),
        'net/tcp:  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
        tcp('0500F40A:9C41', '0700F40A:15', '08', 0).slice(0, 60),
      ].join('\n'),
    )!;
    expect(inet.map(({ protocol, state, local, remote, inode }) => [inode, protocol, state, `${local.ip} ${local.port}`, `${remote.ip} ${remote.port}`])).toEqual([
      [1, 'TCP', 'listening', '127.0.0.1 8081', '* 0'],
      [2, 'TCP', 'established', '10.244.0.5 40000', '10.244.0.7 5432'],
      [0, 'TCP', 'other', '10.244.0.5 40001', '10.244.0.7 5432'],
      [3, 'TCP', 'listening', '::1 80', '* 0'],
      [4, 'TCP', 'established', '10.244.0.5 80', '10.244.0.7 32768'],
      [5, 'UDP', 'listening', '* 53', '* 0'],
      [6, 'UDP', 'established', '10.244.0.5 33333', '10.96.0.10 53'],
    ]); // prettier-ignore
    expect(readSockets('0/cgroup:x')).toBeUndefined();
  });

  it('have paths with line ends in them, and abstract names', () => {
    const unix = (flags: string, inode: number, path: string) =>
      `net/unix:ffff8881042f5c00: 00000002 00000000 ${flags} 0001 01 ${inode} ${path}`.replaceAll(
        '\n',
        '\nnet/unix:',
      );
    const { unix: found } = readSockets(
      [
        unix('00010000', 11, '/run/a b.sock\n1/cgroup:x'),
        unix('00000000', 12, '/run/client.sock\nmore'),
        unix('00010000', 13, '@abstract'),
        // One character a byte, as a walk comes.
        unix('00010000', 14, Buffer.from('/run/文.sock').toString('latin1')),
      ].join('\n'),
    )!;
    expect(found).toEqual([
      { path: '/run/a b.sock\n1/cgroup:x', inode: 11 },
      { path: '@abstract', inode: 13 },
      { path: '/run/文.sock', inode: 14 },
    ]);
  });

  it('belong to who stands above them, whatever a file is called', () => {
    const fd = (inode: number) => `lrwx------ 1 0 0 64 Nov 26 18:59 10 -> socket:[${inode}]`;
    const { held } = readSockets(['net/tcp: x', '1/fd:', fd(5), '15/fd:', fd(5), fd(6), '1/fd:', fd(7), '7/fd:', fd(8), `${fd(9)}x`].join('\n'))!; // prettier-ignore
    expect([...held]).toEqual([
      [5, [1, 15]],
      [6, [15]],
      [7, [15]],
      [8, [7]],
    ]);
  });
});

describe('an address', () => {
  it.each([
    ['0100007F', '127.0.0.1'],
    ['00000000', '*'],
    ['0'.repeat(32), '*'],
    ['0000000000000000FFFF000000000000', '*'],
    ['B80D01200000000000000000B1000000', '2001:db8::b1'],
    ['B80D0120000000000100000001000000', '2001:db8::1:0:1'],
    ['000080FE00000000FF005450B6FF1234', 'fe80::5054:ff:3412:ffb6'],
  ])('of %s is %s', (hex, text) => expect(addressText(hex)).toBe(text));
});
