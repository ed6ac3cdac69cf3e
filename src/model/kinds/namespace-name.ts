const LONGEST = 63;
const LABEL = /^[a-z\d](?:[-a-z\d]*[a-z\d])?$/;

/** Why no namespace can have a name (RFC 1123's label, as the API server has it); undefined where one can. */
export function namespaceProblem(name: string): string | undefined {
  if (name.length > LONGEST)
    return `a namespace's name has at most ${LONGEST} characters, not ${name.length}`;
  if (LABEL.test(name)) return undefined;
  return `${name} cannot be a namespace: only a-z, 0-9 and - within`;
}
