/**
 * A handler of a socket, a timer or a child process whose throw becomes the failure of the connection that
 * it serves. Node has nobody to give it to: without this, what one server sent ends the whole program.
 *
 * @param fail ends the connection; called with whatever was thrown, and must not throw itself
 */
export function guarded<A extends unknown[]>(
  fail: (error: unknown) => void,
  handle: (...args: A) => void,
): (...args: A) => void {
  return (...args) => {
    try {
      handle(...args);
    } catch (error) {
      fail(error);
    }
  };
}
