import dns from 'node:dns';

/** Names of this machine that a test can take away, as a name server does. All others are looked up as ever. */
const ENDING = '.podscope.test';
const forgotten = new Set<string>();
const real = dns.lookup;

/** `node:net` asks this module's own object. */
dns.lookup = ((name: string, options: dns.LookupOptions, done: (...found: unknown[]) => void) => {
  if (!forgotten.has(name)) {
    real(name.endsWith(ENDING) ? '127.0.0.1' : name, options, done as never);
    return;
  }
  const code = 'ENOTFOUND';
  setImmediate(done, Object.assign(new Error(`getaddrinfo ${code} ${name}`), { code, hostname: name }));
}) as typeof dns.lookup;

/** A name of this machine, for what listens on the port. */
export const nameFor = (port: number): string => `port-${port}${ENDING}`;

/** It is not found from now on. */
export const forget = (port: number): void => void forgotten.add(nameFor(port));

/** It is found again. */
export const recall = (port: number): void => void forgotten.delete(nameFor(port));
