import type { Command, Redirect, Word } from './ast.ts';
import { Tokens } from './tokens.ts';

/** Reads a whole text. Throws `SyntaxProblem`. */
export function parse(text: string): Command {
  const parser = new Parser(text, parse);
  const list = parser.list([]);
  if (!parser.atEnd) throw parser.unexpected();
  return list;
}

class Parser extends Tokens {
  /** Commands up to one of the words that end them. */
  list(ends: readonly string[]): Command {
    const items: { command: Command; background: boolean }[] = [];
    this.separators();
    while (!this.reader.done && !ends.includes(this.keyword()) && !this.closes()) {
      const command = this.andOr();
      this.reader.blanks();
      const background = this.reader.peek(2) !== '&&' && this.reader.take('&');
      items.push({ command, background });
      if (!background && !this.separated()) break;
      this.separators();
    }
    return { type: 'list', items };
  }

  private separated(): boolean {
    this.reader.blanks();
    if (this.reader.peek(2) === ';;') return false;
    return this.reader.take(';') || this.newline();
  }

  private closes(): boolean {
    return this.reader.peek() === ')' || this.reader.peek(2) === ';;';
  }

  private andOr(): Command {
    let left = this.pipeline();
    for (;;) {
      this.reader.blanks();
      const type = this.reader.take('&&') ? 'and' : this.reader.take('||') ? 'or' : undefined;
      if (type === undefined) return left;
      this.separators();
      left = { type, left, right: this.pipeline() };
    }
  }

  private pipeline(): Command {
    this.reader.blanks();
    const negated = /^!\s/.test(this.reader.rest) && this.reader.take('!');
    const commands = [this.command()];
    for (;;) {
      this.reader.blanks();
      if (this.reader.peek(2) === '||' || !this.reader.take('|')) break;
      this.separators();
      commands.push(this.command());
    }
    const [only] = commands;
    return commands.length === 1 && only && !negated ? only : { type: 'pipeline', commands, negated };
  }

  private command(): Command {
    this.reader.blanks();
    const compound = this.compound();
    if (!compound) return this.simple();
    const redirects: Redirect[] = [];
    for (let one = this.redirect(); one; one = this.redirect()) redirects.push(one);
    return redirects.length > 0 ? { type: 'redirected', command: compound, redirects } : compound;
  }

  private compound(): Command | undefined {
    if (this.reader.take('(')) {
      const body = this.list([]);
      this.expect(')');
      return { type: 'subshell', body };
    }
    switch (this.keyword()) {
      case '{':
        return { type: 'group', body: this.between('{', [], '}') };
      case 'if':
        return this.conditional();
      case 'while':
      case 'until':
        return this.loop();
      case 'for':
        return this.forLoop();
      case 'case':
        return this.cases();
      default:
        return this.functionDefinition();
    }
  }

  private conditional(): Command {
    const branches: { condition: Command; body: Command }[] = [];
    this.expectWord('if');
    do {
      const condition = this.list(['then']);
      this.expectWord('then');
      branches.push({ condition, body: this.list(['elif', 'else', 'fi']) });
    } while (this.takeWord('elif'));
    const otherwise = this.takeWord('else') ? this.list(['fi']) : undefined;
    this.expectWord('fi');
    return { type: 'if', branches, ...(otherwise && { otherwise }) };
  }

  private loop(): Command {
    const until = this.keyword() === 'until';
    this.expectWord(until ? 'until' : 'while');
    const condition = this.list(['do']);
    return { type: 'loop', until, condition, body: this.between('do', ['done'], 'done') };
  }

  private forLoop(): Command {
    this.expectWord('for');
    const name = this.name();
    this.separators();
    let words: Word[] | undefined;
    if (this.takeWord('in')) {
      words = [];
      for (let word = this.nextWord(); word; word = this.nextWord()) words.push(word);
      this.separators();
    }
    const body = this.between('do', ['done'], 'done');
    return { type: 'for', name, ...(words && { words }), body };
  }

  private cases(): Command {
    this.expectWord('case');
    const word = this.nextWord();
    if (!word) throw this.unexpected();
    this.separators();
    this.expectWord('in');
    this.separators();
    const cases: { patterns: Word[]; body: Command }[] = [];
    while (!this.takeWord('esac')) {
      this.reader.take('(');
      const patterns: Word[] = [];
      do {
        const pattern = this.nextWord();
        if (!pattern) throw this.unexpected();
        patterns.push(pattern);
        this.reader.blanks();
      } while (this.reader.take('|'));
      this.expect(')');
      cases.push({ patterns, body: this.list(['esac']) });
      this.reader.blanks();
      this.reader.take(';;');
      this.separators();
    }
    return { type: 'case', word, cases };
  }

  private functionDefinition(): Command | undefined {
    const found = /^([A-Za-z_]\w*)[ \t]*\(\)\s*/.exec(this.reader.rest);
    if (!found) return undefined;
    this.reader.at += found[0].length;
    return { type: 'function', name: found[1] ?? '', body: this.command() };
  }

  private simple(): Command {
    const assignments: [string, Word][] = [];
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    for (;;) {
      const redirect = this.redirect();
      if (redirect) {
        redirects.push(redirect);
        continue;
      }
      const name = words.length === 0 ? /^([A-Za-z_]\w*)=/.exec(this.reader.rest)?.[1] : undefined;
      if (name !== undefined) {
        this.reader.at += name.length + 1;
        assignments.push([name, this.reader.word() ?? []]);
        continue;
      }
      const word = this.nextWord();
      if (!word) break;
      words.push(word);
    }
    if (assignments.length + words.length + redirects.length === 0) throw this.unexpected();
    return { type: 'simple', assignments, words, redirects };
  }

  private redirect(): Redirect | undefined {
    this.reader.blanks();
    const found = /^(\d*)(>>|>\||>&|&>|<<-?|<&|<>|>|<)/.exec(this.reader.rest);
    if (!found) return undefined;
    const [whole, digits = '', sign = ''] = found;
    this.reader.at += whole.length;
    const fd = digits === '' ? (sign.startsWith('<') ? 0 : 1) : Number(digits);
    const target = this.nextWord();
    if (!target) throw this.unexpected();
    if (!sign.startsWith('<<')) {
      const operator = sign === '>|' ? '>' : sign === '<>' ? '<' : (sign as Redirect['operator']);
      return { fd, operator, target };
    }
    const redirect: { fd: number; operator: '<<'; target: Word } = { fd, operator: '<<', target: [] };
    const end = target.map((part) => (part.type === 'text' ? part.text : '')).join('');
    const literal = target.some((part) => part.type === 'text' && part.quoted);
    this.pending.push({ end, literal, fill: (word) => void (redirect.target = word) });
    return redirect;
  }

  private between(begin: string, ends: readonly string[], end: string): Command {
    this.separators();
    this.expectWord(begin);
    const body = this.list([...ends, end]);
    this.expectWord(end);
    return body;
  }
}
