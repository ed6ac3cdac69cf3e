import { parseEvents, YAMLException } from 'js-yaml';
import { construct } from './construct.ts';
import { decodeText } from './decode-text.ts';
import { firstDocument } from './first-document.ts';
import { YamlError } from './yaml-error.ts';

export { YamlError };

/** Deeper is no configuration: js-yaml's parser recurses, and so do readers of what it gives. */
const MOST_DEPTH = 1000;

/**
 * The first document of a text from outside, as sigs.k8s.io/yaml reads it for kubectl (goyaml.v2: YAML 1.1,
 * the last of equal keys, merge keys in order), in bounded time and memory: of objects without prototype,
 * arrays, strings, numbers, booleans and null; null for an empty document. JSON is YAML too.
 * The caller bounds the size. Throws `YamlError`.
 */
export function readYaml(bytes: Uint8Array): unknown {
  const text = firstDocument(decodeText(bytes));
  try {
    return construct(parseEvents(text, { maxDepth: MOST_DEPTH }), text);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { reason, mark } = error as { reason?: string; mark?: { line?: number } };
    const line = mark?.line === undefined ? '' : `line ${mark.line + 1}: `;
    throw new YamlError(`${line}${reason ?? error.message}`, error);
  }
}
