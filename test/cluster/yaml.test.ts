import { execFileSync, type ExecFileSyncOptionsWithStringEncoding } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readYaml, YamlError } from '../../src/yaml/read-yaml.ts';
import { DOCUMENTS, LAXER, STRICTER, VALUES } from './yaml-samples.ts';
import { testFolder } from '../support/test-folder.ts';

const file = path.join(testFolder(), 'config');

/** The current context that kubectl reads, its type where it is no text, or `refused`. */
function byKubectl(document: string): string {
  writeFileSync(file, document);
  const options: ExecFileSyncOptionsWithStringEncoding = { encoding: 'utf8', stdio: 'pipe' };
  try {
    const view = execFileSync('kubectl', ['config', 'view', '--kubeconfig', file, '-o', 'json'], options);
    return `read: ${(JSON.parse(view) as { 'current-context': string })['current-context']}`;
  } catch (error) {
    const said = (error as { stderr: string }).stderr;
    return /cannot unmarshal (?:string|number|bool|array|object)/.exec(said)?.[0] ?? 'refused';
  }
}

const GO_TYPES: Readonly<Record<string, string>> = { boolean: 'bool' };

/** The same by podscope. */
function byPodscope(document: string): string {
  let whole: unknown;
  try {
    whole = readYaml(Buffer.from(document));
  } catch (error) {
    if (error instanceof YamlError) return 'refused';
    throw error;
  }
  const isObject = typeof whole === 'object' && whole !== null && !Array.isArray(whole);
  const value = isObject ? (whole as Record<string, unknown>)['current-context'] : whole;
  if (value === undefined || value === null) return 'read: ';
  if (typeof value === 'string' && isObject) return `read: ${value}`;
  const type = Array.isArray(value) ? 'array' : typeof value;
  return `cannot unmarshal ${GO_TYPES[type] ?? type}`;
}

describe('YAML is read as kubectl reads it', () => {
  it.each([...VALUES.map((value) => `current-context: ${value}\n`), ...DOCUMENTS])('%j', (document) => {
    expect(byPodscope(document)).toBe(byKubectl(document));
  });

  it.each(STRICTER)('or refused: %j', (document) => {
    expect([byPodscope(document), byKubectl(document)]).toEqual(['refused', 'read: a']);
  });

  it.each(LAXER)('or read where kubectl refuses it: %.60j', (document) => {
    expect([byPodscope(document).slice(0, 6), byKubectl(document)]).toEqual(['read: ', 'refused']);
  });
});
