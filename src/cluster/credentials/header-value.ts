/** Node writes a header's characters as bytes; Kubernetes reads them as UTF-8. */
export const headerBytes = (text: string): string => Buffer.from(text).toString('latin1');

/** What is wrong with a text that no header can have, as Go's net/http sees it too; undefined where it can be sent. */
export function unsendable(text: string): string | undefined {
  const letter = /[\u0000-\u0008\u000a-\u001f\u007f]/.exec(text)?.[0];
  if (letter === undefined) return undefined;
  return letter === '\n' || letter === '\r' ? 'a line end' : 'a control character';
}
