import { isIPv6 } from 'node:net';
import path from 'node:path';
import { toldServer } from '../transport/told-server.ts';

/** A server that cannot be called; the message is to follow "the server of …: ". */
export class ServerError extends Error {}

/**
 * A server as it is called: `https://host:port/path`, in lower case where case means nothing, without a slash at
 * the end, as client-go has it (rest/url_utils.go, net/url): without a scheme it is http, query and fragment go.
 * A name and password in it are left out where a client certificate says who asks, and refused where they would.
 * Throws `ServerError`, also where kubectl would call another machine than was meant.
 */
export function serverUrl(server: string, byCertificate = false): string {
  const told = toldServer(server);
  if (/[\u0000-\u0020\u007f]/.test(server)) {
    throw new ServerError(`invalid character in URL: "${told}" has a space or a control character`);
  }
  const [scheme, named, rest] = split(server);
  const login = named.lastIndexOf('@');
  const authority = named.slice(login + 1);
  if (login >= 0 && !(byCertificate && scheme === 'https')) {
    throw new ServerError(
      `${told} has a name or password in it; give them as username and password of the user`,
    );
  }
  const notOne = `host must be a URL or a host:port pair: "${told}"`;
  if (authority === '' || (rest !== '' && rest !== '/' && !server.includes('://')))
    throw new ServerError(notOne);
  if (scheme !== 'http' && scheme !== 'https') {
    throw new ServerError(`unsupported protocol scheme "${scheme}": "${told}" should begin with https://`);
  }
  const url = `${scheme}://${bracketed(authority, told)}${pathOf(rest, told)}`;
  if (!URL.canParse(url)) throw new ServerError(notOne);
  return url;
}

/** Scheme, authority, and the rest without a query. */
function split(server: string): readonly [scheme: string, authority: string, rest: string] {
  const parts = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#]*)([^?]*)/i.exec(server);
  return [parts?.[1]?.toLowerCase() ?? 'http', parts?.[2] ?? '', parts?.[3] ?? ''];
}

/** IPv6 without brackets, which Go takes where a port follows; a port that is one; and a host. */
function bracketed(authority: string, told: string): string {
  const [, host = '', port] = /^(\[[^\]]*\]|.*?)(?::([^:\]]*))?$/.exec(authority) ?? [];
  if (port !== undefined && port !== '' && !(/^\d+$/.test(port) && Number(port) <= 65_535)) {
    throw new ServerError(`invalid port "${port}" in "${told}"`);
  }
  if (host === '') throw new ServerError(`"${told}" names no host`);
  if (host.startsWith('[') || !host.includes(':')) return authority;
  if (isIPv6(host) && port) return `[${host}]:${port}`;
  throw new ServerError(
    `the IPv6 address in "${told}" needs brackets and a port: https://[${authority}]:6443`,
  );
}

/** Cleaned as Go's path.Join does; what was encoded is encoded anew, so that a slash is one. */
function pathOf(rest: string, told: string): string {
  try {
    const clean = path.posix.normalize(`/${decodeURIComponent(rest)}`).replace(/\/$/, '');
    return encodeURI(clean).replace(/[?#]/g, encodeURIComponent);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw new ServerError(`invalid URL escape in "${told}"`, { cause: error });
  }
}
