/** Whether an expression can be run in linear time; false too where V8 was not told to know that. */
export function isLinear(source: string): boolean {
  try {
    return new RegExp(source, 'l').source !== '';
  } catch {
    // An unknown flag, or an expression that looks around or back.
    return false;
  }
}
