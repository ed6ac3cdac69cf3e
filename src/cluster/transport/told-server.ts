/** What stands for a name and password, as in Go's url.Redacted. */
const MASK = 'xxxxx';

/**
 * A server's or proxy's address as it may be told: on the screen, in errors, in logs. What stands before the `@`
 * is a credential (a token is often put in the place of a name) and is masked; a query and a fragment, which
 * belong in no such address, are left out. Works on what is no URL too, since errors tell these most.
 */
export function toldServer(address: string): string {
  const start = address.includes('//') ? address.indexOf('//') + 2 : 0;
  const end = endOfAuthority(address, start);
  const at = address.lastIndexOf('@', end);
  const masked = at < start ? address : `${address.slice(0, start)}${MASK}${address.slice(at)}`;
  const [told = ''] = masked.split(/[?#]/, 1);
  return told;
}

/** In what does not parse, a password with a slash or a question mark in it may have ended it too early. */
function endOfAuthority(address: string, start: number): number {
  if (!URL.canParse(address)) return address.length;
  const end = address.slice(start).search(/[/?#]/);
  return end === -1 ? address.length : start + end;
}
