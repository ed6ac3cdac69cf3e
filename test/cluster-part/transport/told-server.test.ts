import { describe, expect, it } from 'vitest';
import { toldServer } from '../../../src/cluster/transport/told-server.ts';

describe('an address as it may be told', () => {
  it.each([
    ['https://a:6443', 'https://a:6443'],
    ['https://a:6443/k8s/clusters/c-1', 'https://a:6443/k8s/clusters/c-1'],
    ['https://[fd00::1]:6443', 'https://[fd00::1]:6443'],
    ['https://user:secret@a:6443', 'https://xxxxx@a:6443'],
    ['https://secret@a', 'https://xxxxx@a'],
    ['https://user:se@cret@a/path', 'https://xxxxx@a/path'],
    ['https://user:se/cret@a/path', 'https://xxxxx@a/path'],
    ['https://user:se?cret@a', 'https://xxxxx@a'],
    ['socks5://user:secret@proxy:1080', 'socks5://xxxxx@proxy:1080'],
    ['user:secret@a:6443', 'xxxxx@a:6443'],
    ['https://a/?token=secret#secret', 'https://a/'],
    ['https://a/path?mail=x@y', 'https://a/path'],
    ['', ''],
  ])('%s is told as %s', (address, told) => {
    expect(toldServer(address)).toBe(told);
  });
});
