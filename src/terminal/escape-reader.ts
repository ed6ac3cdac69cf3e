/** A piece of what a terminal sent: a character or an escape sequence that may be a key, or a whole paste. */
export type InputToken =
  { readonly type: 'key'; readonly sequence: string } | { readonly type: 'paste'; readonly text: string };

const PASTE_START = '\x1b[200~';
const PASTE_END = '\x1b[201~';

/** A sequence that has begun: what follows decides. */
const INCOMPLETE =
  /^(?:\x1b|\x1b\[[<?>=]?[0-9;:]*|\x1b\[M[^]{0,2}|\x1bO[0-9]?|\x1b[\]P_^][^\x07\x1b]*\x1b?)$/;
/** Operating system commands and device control strings: answers of the terminal, never keys. */
const STRING_REPLY = /^\x1b[\]P_^][^]*?(?:\x07|\x1b\\)/;
/** The mouse as X10 reports it: three bytes that must not be read as keys. */
const X10_MOUSE = /^\x1b\[M[^]{3}/;
const SEQUENCE = /^(?:\x1b\[[<?>=]?[0-9;:]*[ -/]*[@-~$^]|\x1bO[0-9]?[A-Za-z])/;

/**
 * Cuts what a terminal sends into keys and pastes, wherever its chunks begin and end
 * (ECMA-48 5.4 and 5.6; bracketed paste as xterm's ctlseqs has it). It knows no time: whoever feeds
 * it calls `giveUp` when the rest of a sequence does not come.
 */
export class EscapeReader {
  private pending = '';
  private paste: string | undefined;

  /** What waits for its rest: an Esc that may be the key or the start of a sequence, or more. */
  get waiting(): 'nothing' | 'escape' | 'sequence' {
    if (this.pending === '') return 'nothing';
    return this.pending.length <= 2 ? 'escape' : 'sequence';
  }

  feed(text: string): InputToken[] {
    let rest = this.pending + text;
    const tokens: InputToken[] = [];
    this.pending = '';
    while (rest !== '') {
      if (this.paste !== undefined) rest = this.takePaste(rest, tokens);
      else if (INCOMPLETE.test(rest)) {
        this.pending = rest;
        rest = '';
      } else rest = this.takeOne(rest, tokens);
    }
    return tokens;
  }

  /** Nothing followed: Esc was the key (or Alt and a key); the torso of a longer sequence is dropped. */
  giveUp(): InputToken[] {
    const { pending } = this;
    this.pending = '';
    return pending !== '' && pending.length <= 2 ? [{ type: 'key', sequence: pending }] : [];
  }

  /** What was begun, as text; the reader forgets it. */
  takeRest(): string {
    const rest = (this.paste ?? '') + this.pending;
    this.reset();
    return rest;
  }

  /** Forgets what was begun. */
  reset(): void {
    this.pending = '';
    this.paste = undefined;
  }

  /** Collects a paste up to its end, which may come in parts too; returns what follows it. */
  private takePaste(text: string, tokens: InputToken[]): string {
    const whole = (this.paste ?? '') + text;
    const end = whole.indexOf(PASTE_END);
    if (end < 0) {
      this.paste = whole;
      return '';
    }
    this.paste = undefined;
    tokens.push({ type: 'paste', text: whole.slice(0, end) });
    return whole.slice(end + PASTE_END.length);
  }

  private takeOne(text: string, tokens: InputToken[]): string {
    if (text.startsWith(PASTE_START)) {
      this.paste = '';
      return text.slice(PASTE_START.length);
    }
    const answer = STRING_REPLY.exec(text) ?? X10_MOUSE.exec(text);
    if (answer) return text.slice(answer[0].length);
    const sequence = SEQUENCE.exec(text)?.[0] ?? withoutSequence(text);
    tokens.push({ type: 'key', sequence });
    return text.slice(sequence.length);
  }
}

/** A character, or Esc and a character (Alt); Esc twice is two keys. */
function withoutSequence(text: string): string {
  const [first = '', second = ''] = text;
  return first === '\x1b' && second !== '\x1b' ? first + second : first;
}
