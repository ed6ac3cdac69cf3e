const NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LONGEST = 63;
const LONGEST_PREFIX = 253;
const LETTERS =
  "consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

/** What is wrong with a label's key, in the API server's words (IsQualifiedName of apimachinery's pkg/util/validation). */
export function labelKeyMistake(key: string): string | undefined {
  const [prefix = '', name = prefix, ...more] = key.split('/');
  if (more.length > 0)
    return `a qualified name must ${LETTERS} with an optional DNS subdomain prefix and '/'`;
  if (key.includes('/')) {
    if (prefix === '') return 'prefix part must be non-empty';
    if (prefix.length > LONGEST_PREFIX)
      return `prefix part must be no more than ${LONGEST_PREFIX} characters`;
    if (!SUBDOMAIN.test(prefix))
      return "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
  }
  if (name === '') return 'name part must be non-empty';
  if (name.length > LONGEST) return `name part must be no more than ${LONGEST} characters`;
  return NAME.test(name) ? undefined : `name part must ${LETTERS}`;
}

/** The same for a label's value (IsValidLabelValue). */
export function labelValueMistake(value: string): string | undefined {
  if (value.length > LONGEST) return `must be no more than ${LONGEST} characters`;
  return value === '' || NAME.test(value) ? undefined : `a valid label must be an empty string or ${LETTERS}`;
}
