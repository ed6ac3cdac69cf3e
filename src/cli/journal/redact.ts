/**
 * What is taken for a secret in text of anyone: bearer tokens and JWTs, the user and password of a URL, values
 * under a telling name, private keys. The log is handed no headers and no bodies; this is for what others wrote.
 */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer |basic )[\w.~+/=-]{16,}/gi, '$1***'],
  [/\beyJ[\w.-]{8,}/g, '***'],
  [/:\/\/[^\s/?#]{1,256}@/g, '://***@'],
  [/-----BEGIN ([A-Z]+ )?PRIVATE KEY-----[^-]*(-----END)?/g, '***'],
  [/((?:token|password|passwd|secret|api[-_]?key|client-key-data)(?:=|["']?: ?["']))[^\s"'&,;]+/gi, '$1***'],
];

/** The text without what looks like a secret. */
export function redact(text: string): string {
  return SECRETS.reduce((told, [secret, mask]) => told.replace(secret, mask), text);
}
