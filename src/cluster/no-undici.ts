/**
 * Stands in for undici in the bundle: @kubernetes/client-node wants it for `fetch`, which podscope
 * does not use, and it would be half of the bundle.
 */
class NotBundled {
  constructor() {
    throw new Error('undici is not part of podscope');
  }
}

export { NotBundled as Agent, NotBundled as ProxyAgent };
export const fetch = undefined;
