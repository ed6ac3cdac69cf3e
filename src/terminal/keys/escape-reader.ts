/** A piece of what a terminal sent: a character or an escape sequence that may be a key, or a whole paste. */
export type InputToken =
  { readonly type: 'key'; readonly sequence: string } | { readonly type: 'paste'; readonly text: string };

/** UTF-16 units of a paste that are kept: nothing takes more, and what is pasted may be a whole file. */
const MOST_PASTED = 65_536;
/** Units of a sequence that has begun that are kept: only its kind and its end matter of a longer one. */
const MOST_PENDING = 4096;

const PASTE_START = '\x1b[200~';
const PASTE_END = '\x1b[201~';

/** A sequence that has begun: what follows decides. */
const INCOMPLETE =
  /^(?:\x1b[\]P_^X]?|\x1b\[[0-9;:]*|\x1b\[[<?>=][ -?]*|\x1b\[M[^]{0,2}|\x1bO[0-9]?|\x1b(?:\]\d|P[\d>!]|_G|[\^X])[^\x07\x1b]*\x1b?)$/;
/**
 * Operating system commands, device control strings and kitty's answers, as they begin, privacy messages and other
 * strings: answers of the terminal, never keys. What begins otherwise is Esc and a key (`]` turns the tab).
 */
const STRING_REPLY = /^\x1b(?:\]\d|P[\d>!]|_G|[\^X])[^]*?(?:\x07|\x1b\\)/;
/** The mouse as X10 reports it: three bytes that must not be read as keys. */
const X10_MOUSE = /^\x1b\[M[^]{3}/;
/** What only terminals begin so (`<?>=`) is one up to its letter, whatever is in it: a number may be below zero. */
const SEQUENCE = /^(?:\x1b\[(?:[<?>=][ -?]*[@-~]|[0-9;:]*[ -/]*[@-~$^])|\x1bO[0-9]?[A-Za-z])/;

/**
 * Cuts what a terminal sends into keys and pastes, wherever its chunks begin and end
 * (ECMA-48 5.4 and 5.6; bracketed paste as xterm's ctlseqs has it). It knows no time: whoever feeds
 * it calls `giveUp` when the rest of a sequence does not come.
 */
export class EscapeReader {
  private pending = '';
  private paste: { readonly text: string; readonly tail: string } | undefined;

  /**
   * What waits for its rest: an Esc that may be the key or the start of a sequence, or more. With what most keys go on with
   * behind it, it is more: no finger is as fast, but a line may cut it there.
   */
  get waiting(): 'nothing' | 'escape' | 'sequence' | 'paste' {
    if (this.paste) return 'paste';
    if (this.pending === '') return 'nothing';
    return /^\x1b[\]P_^X]?$/.test(this.pending) ? 'escape' : 'sequence';
  }

  feed(text: string): InputToken[] {
    let rest = this.pending + text;
    const tokens: InputToken[] = [];
    this.pending = '';
    while (rest !== '') {
      if (this.paste !== undefined) rest = this.takePaste(rest, tokens);
      else if (INCOMPLETE.test(rest)) {
        this.pending = rest.length > MOST_PENDING ? withoutMiddle(rest) : rest;
        rest = '';
      } else rest = this.takeOne(rest, tokens);
    }
    return tokens;
  }

  /**
   * Nothing followed: Esc was the key, and so is what stood behind it; the torso of a longer sequence is dropped, and
   * a paste is what came of it, or it would take every key from now on.
   */
  giveUp(): InputToken[] {
    const { pending, paste } = this;
    this.reset();
    if (paste) return [{ type: 'paste', text: paste.text + paste.tail }];
    return pending.length <= 2 ? [...pending].map((sequence) => ({ type: 'key', sequence })) : [];
  }

  /** What was begun, as text; the reader forgets it. */
  takeRest(): string {
    const rest = (this.paste ? this.paste.text + this.paste.tail : '') + this.pending;
    this.reset();
    return rest;
  }

  /** Forgets what was begun. */
  reset(): void {
    this.pending = '';
    this.paste = undefined;
  }

  /** Collects a paste up to its end, which may come in parts too; returns what follows it. */
  private takePaste(more: string, tokens: InputToken[]): string {
    const { text = '', tail = '' } = this.paste ?? {};
    const whole = tail + more;
    const end = whole.indexOf(PASTE_END);
    // The end may come in parts: what could be its beginning is no text yet.
    const over = end < 0 ? Math.max(0, whole.length - PASTE_END.length + 1) : end;
    const pasted = text + whole.slice(0, Math.min(over, MOST_PASTED - text.length));
    this.paste = end < 0 ? { text: pasted, tail: whole.slice(over) } : undefined;
    if (end < 0) return '';
    tokens.push({ type: 'paste', text: pasted });
    return whole.slice(end + PASTE_END.length);
  }

  private takeOne(text: string, tokens: InputToken[]): string {
    if (text.startsWith(PASTE_START)) {
      this.paste = { text: '', tail: '' };
      return text.slice(PASTE_START.length);
    }
    const answer = STRING_REPLY.exec(text) ?? X10_MOUSE.exec(text);
    if (answer) return text.slice(answer[0].length);
    const sequence = SEQUENCE.exec(text)?.[0] ?? withoutSequence(text);
    tokens.push({ type: 'key', sequence });
    return text.slice(sequence.length);
  }
}

/** What a sequence begins with, and an Esc that may belong to its end. */
function withoutMiddle(sequence: string): string {
  return sequence.slice(0, 64) + (sequence.endsWith('\x1b') ? '\x1b' : '');
}

/**
 * A character; Esc before one is a key of its own. A terminal of old sends the same for Alt and a key as for Esc
 * and a key typed quickly, and who leaves a prompt and types on means the latter; kitty's protocol tells them apart.
 */
function withoutSequence(text: string): string {
  const [first = ''] = text;
  return first;
}
