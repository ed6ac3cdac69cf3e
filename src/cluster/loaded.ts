/**
 * Code that is loaded when it is needed, with what is used of it. Where it is not there, the program was not installed
 * whole, and ends by an error that nobody catches: who asked for it could only tell of a cluster that is well.
 */
export async function loaded<M extends object>(coming: Promise<M>, used: keyof M & string): Promise<M> {
  try {
    const code = await coming;
    if (typeof code[used] !== 'function') throw new TypeError(`${used} is not in the program`);
    return code;
  } catch (error) {
    setImmediate(() => {
      throw error;
    });
    throw error;
  }
}
