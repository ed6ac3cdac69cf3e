/** Why a text is no YAML, in words that follow "is not valid YAML: ". */
export class YamlError extends Error {
  override readonly name = 'YamlError';

  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
  }
}
