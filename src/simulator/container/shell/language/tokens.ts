import { Reader } from './reader.ts';
import { type Command, SyntaxProblem, type Word } from './ast.ts';

const RESERVED = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}', 'in']);

/** Reads what commands are made of: words, what separates them, and here-documents. */
export class Tokens {
  protected readonly reader: Reader;
  /** Here-documents whose text comes after the line. */
  protected readonly pending: { readonly end: string; readonly literal: boolean; fill(word: Word): void }[] =
    [];

  constructor(
    text: string,
    private readonly parse: (text: string) => Command,
  ) {
    this.reader = new Reader(text, parse);
  }

  get atEnd(): boolean {
    this.separators();
    return this.reader.done;
  }

  unexpected(): SyntaxProblem {
    const word = /^(?:&&|\|\||;;|[^\s;&|()]+|.)/.exec(this.reader.rest)?.[0];
    const what = word === undefined ? 'end of file' : `${JSON.stringify(word)}`;
    return new SyntaxProblem(`Syntax error: ${what} unexpected`, word === undefined);
  }

  protected separators(): void {
    do this.reader.blanks();
    while ((this.reader.peek(2) !== ';;' && this.reader.take(';')) || this.newline());
  }

  protected newline(): boolean {
    if (!this.reader.take('\n')) return false;
    for (const { end, literal, fill } of this.pending.splice(0)) fill(this.document(end, literal));
    return true;
  }

  private document(end: string, literal: boolean): Word {
    const lines: string[] = [];
    for (;;) {
      if (this.reader.done)
        throw new SyntaxProblem(`here-document delimited by end-of-file (wanted "${end}")`, true);
      const line = /^[^\n]*\n?/.exec(this.reader.rest)?.[0] ?? '';
      this.reader.at += line.length;
      if (line.replace(/\n$/, '') === end) break;
      lines.push(line);
    }
    const text = lines.join('');
    return literal ? [{ type: 'text', text, quoted: true }] : new Reader(text, this.parse).quoted('');
  }

  protected nextWord(): Word | undefined {
    this.reader.blanks();
    return this.reader.word();
  }

  protected keyword(): string {
    this.reader.blanks();
    return /^(?:[{}!]|[a-z]+)(?=[\s;&|()<>]|$)/.exec(this.reader.rest)?.[0] ?? '';
  }

  protected takeWord(word: string): boolean {
    return this.keyword() === word && this.reader.take(word);
  }

  protected expectWord(word: string): void {
    if (!this.takeWord(word)) throw this.unexpected();
  }

  protected expect(text: string): void {
    this.separators();
    if (!this.reader.take(text)) throw this.unexpected();
  }

  protected name(): string {
    this.reader.blanks();
    const name = /^[A-Za-z_]\w*/.exec(this.reader.rest)?.[0];
    if (name === undefined || RESERVED.has(name)) throw this.unexpected();
    this.reader.at += name.length;
    return name;
  }
}
