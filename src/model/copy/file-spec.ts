/** A local path, or one in a container of a Pod. */
export interface FileSpec {
  /** Absent: a local path. */
  readonly pod?: string;
  /** As it was typed; absent: the one that is asked about anyway. */
  readonly namespace?: string;
  readonly path: string;
}

const FORMAT = 'filespec must match the canonical format: [[namespace/]pod:]file/path';

/**
 * `[[NAMESPACE/]POD:]PATH`; a text says what is wrong with it. As kubectl reads it (k8s.io/kubectl/pkg/cmd/cp), but for
 * what begins as only local paths do (`/`, `.`), which may have a colon in it.
 */
export function fileSpec(text: string): FileSpec | string {
  const at = text.indexOf(':');
  if (at === 0) return FORMAT;
  const local = at < 0 || /^[./]/.test(text);
  const path = local ? text : text.slice(at + 1);
  if (path === '') return 'filepath can not be empty';
  if (local) return { path };
  const pieces = text.slice(0, at).split('/');
  if (pieces.length > 2 || pieces.includes('')) return FORMAT;
  const [pod = '', namespace] = pieces.reverse();
  return { pod, path, ...(namespace !== undefined && { namespace }) };
}
