import { type Command, type Part, SyntaxProblem, type Word } from './ast.ts';

const ENDS_WORD = new Set([' ', '\t', '\n', ';', '&', '|', '<', '>', '(', ')']);
const NAME = /^(?:[A-Za-z_][A-Za-z0-9_]*|[0-9?$!#@*-])/;
const OPERATORS = /^(?::?[-=+?]|##?|%%?)/;

/** Reads a shell's text character by character: blanks, words and what stands in them. */
export class Reader {
  at = 0;

  /** `parse` reads the text of `$(…)`. */
  constructor(
    readonly text: string,
    private readonly parse: (text: string) => Command,
  ) {}

  get rest(): string {
    return this.text.slice(this.at);
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  peek(length = 1): string {
    return this.text.slice(this.at, this.at + length);
  }

  /** Skips blanks, comments and joined lines; not newlines. */
  blanks(): void {
    for (;;) {
      if (this.peek(2) === '\\\n') this.at += 2;
      else if (this.peek() === ' ' || this.peek() === '\t') this.at += 1;
      else if (this.peek() === '#') this.at += /^[^\n]*/.exec(this.rest)?.[0].length ?? 0;
      else return;
    }
  }

  take(expected: string): boolean {
    if (this.peek(expected.length) !== expected) return false;
    this.at += expected.length;
    return true;
  }

  /** The word that begins here; undefined where none does. */
  word(): Word | undefined {
    const parts: Part[] = [];
    const begin = this.at;
    while (!this.done && !ENDS_WORD.has(this.peek())) parts.push(...this.part(false));
    return this.at === begin ? undefined : parts;
  }

  /** What stands before a closing quote; with none, all that is left, as in a here-document. */
  quoted(end: string): Word {
    const parts: Part[] = [{ type: 'text', text: '', quoted: true }];
    while (!this.done) {
      if (end !== '' && this.take(end)) return parts;
      parts.push(...this.part(true));
    }
    if (end !== '') throw new SyntaxProblem('Unterminated quoted string', true);
    return parts;
  }

  /** All that is left, blanks too: a pattern, in which quotes count. */
  all(): Word {
    const parts: Part[] = [];
    while (!this.done) parts.push(...this.part(false));
    return parts;
  }

  private part(quoted: boolean): readonly Part[] {
    const next = this.peek();
    if (next === '\\') return this.escaped(quoted);
    if (next === '$') return [this.dollar(quoted)];
    if (next === '`') return [this.backquoted(quoted)];
    if (!quoted && next === "'") return [this.single()];
    if (!quoted && next === '"') {
      this.at += 1;
      return this.quoted('"');
    }
    const plain = (quoted ? /^[^\\$`"]+/ : /^[^\\$`"' \t\n;&|<>()]+/).exec(this.rest)?.[0] ?? next;
    this.at += plain.length;
    return [{ type: 'text', text: plain, quoted }];
  }

  private escaped(quoted: boolean): readonly Part[] {
    const character = this.text[this.at + 1];
    this.at += 2;
    if (character === '\n') return [];
    if (character === undefined) return [{ type: 'text', text: '\\', quoted: true }];
    const kept = quoted && !'$`"\\'.includes(character) ? `\\${character}` : character;
    return [{ type: 'text', text: kept, quoted: true }];
  }

  private single(): Part {
    const end = this.text.indexOf("'", this.at + 1);
    if (end < 0) throw new SyntaxProblem('Unterminated quoted string', true);
    const text = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return { type: 'text', text, quoted: true };
  }

  private dollar(quoted: boolean): Part {
    this.at += 1;
    if (this.take('((')) {
      const text = this.balanced('((', '))');
      return { type: 'arithmetic', word: this.inner(text) };
    }
    if (this.take('(')) return { type: 'command', body: this.parse(this.balanced('(', ')')), quoted };
    if (this.take('{')) return this.braced(quoted);
    const name = NAME.exec(this.rest)?.[0];
    if (name === undefined) return { type: 'text', text: '$', quoted };
    this.at += name.length;
    return { type: 'variable', name, quoted };
  }

  private braced(quoted: boolean): Part {
    const text = this.balanced('{', '}');
    if (/^#[A-Za-z_]\w*$/.test(text))
      return { type: 'variable', name: text.slice(1), operator: 'length', quoted };
    const name = NAME.exec(text)?.[0];
    const after = name === undefined ? '' : text.slice(name.length);
    if (name === undefined) throw new SyntaxProblem('Bad substitution');
    if (after === '') return { type: 'variable', name, quoted };
    const operator = OPERATORS.exec(after)?.[0];
    if (operator === undefined) throw new SyntaxProblem('Bad substitution');
    const rest = new Reader(after.slice(operator.length), this.parse);
    const operand = /[#%]/.test(operator) ? rest.all() : rest.quoted('');
    return { type: 'variable', name, operator, operand, quoted };
  }

  private backquoted(quoted: boolean): Part {
    const found = /^`((?:[^`\\]|\\[\s\S])*)`/.exec(this.rest);
    if (!found) throw new SyntaxProblem('EOF in backquote substitution', true);
    this.at += found[0].length;
    return { type: 'command', body: this.parse((found[1] ?? '').replace(/\\([`$\\])/g, '$1')), quoted };
  }

  private inner(text: string): Word {
    return new Reader(text, this.parse).quoted('');
  }

  /** What stands before the end that belongs to what was opened; quotes in it are passed over. */
  private balanced(open: string, close: string): string {
    const begin = this.at;
    let depth = 1;
    while (!this.done) {
      const skip = /^(?:\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*")/.exec(this.rest)?.[0];
      if (skip !== undefined) this.at += skip.length;
      else if (this.peek(close.length) === close) {
        depth -= 1;
        this.at += close.length;
        if (depth === 0) return this.text.slice(begin, this.at - close.length);
      } else {
        if (this.peek() === open[0]) depth += open.length === 1 ? 1 : 0;
        this.at += 1;
      }
    }
    throw new SyntaxProblem(`end of file unexpected (expecting "${close}")`, true);
  }
}
