/** A line that says where a document begins or ends; within a document none is like it. */
const MARKER = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;

/** The first of a stream of documents: what follows is not read, so that it may be anything. */
export function firstDocument(stream: string): string {
  const [first, second] = stream.matchAll(MARKER);
  if (!first) return stream;
  if (hasContent(stream.slice(0, first.index))) return stream.slice(0, first.index);
  return second ? stream.slice(0, second.index) : stream;
}

/** Whether there is more than comments and directives before a document. */
const hasContent = (text: string): boolean =>
  text.split(/\r?\n|\r/).some((line) => !/^(?:\s*(?:#|$)|%)/.test(line));
