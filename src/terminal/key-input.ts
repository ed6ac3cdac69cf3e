import { PassThrough } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

type Terminal = NodeJS.ReadStream;

/** How long the rest of an escape sequence may take before a lone Esc is meant, in ms. */
const ESCAPE_TIME = 30;

const PASTE_START = '\x1b[200~';
const PASTE_END = '\x1b[201~';

const INCOMPLETE = /^(?:\x1b|\x1b\[[<?>=]?[0-9;]*|\x1bO|\x1b[\]P_^][^\x07\x1b]*\x1b?)$/;
/** Operating system commands and device strings: answers of the terminal. */
const STRING_REPLY = /^\x1b[\]P_^][\s\S]*?(?:\x07|\x1b\\)/;
/** Device attributes, mode reports, focus in and out: answers of the terminal. */
const REPORT = /^\x1b\[(?:[?>=][0-9;]*[\x40-\x7e]|[IO]|\d+;\d+R)/;
/** Keys as the kitty protocol and xterm's modifyOtherKeys write them. */
const KITTY_KEY = /^\x1b\[(\d+)(?:;(\d+))?u/;
const OTHER_KEY = /^\x1b\[27;(\d+);(\d+)~/;
const SEQUENCE = /^(?:\x1b\[<?[0-9;]*[\x40-\x7e]|\x1bO.)/;

/**
 * Standard input as blessed reads it, cleaned: an escape sequence that arrives in parts is put
 * together, a bracketed paste is one event and never keystrokes, and the terminal's answers do not
 * come out as keys. While `sink` is set, it gets the raw bytes instead.
 *
 * Emits `paste` with the text.
 */
export class KeyInput extends PassThrough {
  readonly isTTY = true;
  isRaw = false;
  sink: ((bytes: Uint8Array) => void) | undefined;
  private readonly decoder = new StringDecoder('utf8');
  private pending = '';
  private paste: string | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly terminal: Terminal) {
    super();
    terminal.on('data', (bytes: Buffer) => {
      if (this.sink) this.sink(bytes);
      else this.feed(this.decoder.write(bytes));
    });
    terminal.resume();
  }

  setRawMode(raw: boolean): this {
    this.terminal.setRawMode(raw);
    this.isRaw = raw;
    return this;
  }

  private feed(text: string): void {
    clearTimeout(this.timer);
    let rest = this.pending + text;
    let keys = '';
    this.pending = '';
    while (rest !== '') {
      if (this.paste !== undefined) {
        rest = this.takePaste(rest);
        continue;
      }
      const escape = rest.indexOf('\x1b');
      if (escape !== 0) {
        const end = escape < 0 ? rest.length : escape;
        keys += rest.slice(0, end);
        rest = rest.slice(end);
        continue;
      }
      if (INCOMPLETE.test(rest)) {
        this.wait(rest);
        break;
      }
      const [length, key] = this.takeSequence(rest);
      keys += key;
      rest = rest.slice(length);
    }
    if (keys !== '') this.write(keys);
  }

  /** Keeps the beginning of a sequence; if nothing follows it was a lone Esc (or Alt and a key). */
  private wait(start: string): void {
    this.pending = start;
    this.timer = setTimeout(() => {
      this.pending = '';
      this.write(start.length <= 2 ? start : '\x1b');
    }, ESCAPE_TIME);
  }

  /** Collects a paste up to its end, which may come in parts too; returns what follows it. */
  private takePaste(text: string): string {
    const whole = (this.paste ?? '') + text;
    const end = whole.indexOf(PASTE_END);
    if (end < 0) {
      this.paste = whole;
      return '';
    }
    this.paste = undefined;
    this.emit('paste', whole.slice(0, end));
    return whole.slice(end + PASTE_END.length);
  }

  /** The length of the sequence that a text begins with, and what it stands for as keys. */
  private takeSequence(text: string): [length: number, keys: string] {
    if (text.startsWith(PASTE_START)) {
      this.paste = '';
      return [PASTE_START.length, ''];
    }
    const reply = STRING_REPLY.exec(text) ?? REPORT.exec(text);
    if (reply) return [reply[0].length, ''];
    const kitty = KITTY_KEY.exec(text);
    if (kitty) return [kitty[0].length, modifiedKey(Number(kitty[1]), Number(kitty[2] ?? 1))];
    const other = OTHER_KEY.exec(text);
    if (other) return [other[0].length, modifiedKey(Number(other[2]), Number(other[1]))];
    const sequence = SEQUENCE.exec(text);
    if (sequence) return [sequence[0].length, sequence[0]];
    const [first = '', second = ''] = text;
    return [first.length + second.length, first + second];
  }
}

/** A key with modifiers (1 + shift 1 + alt 2 + ctrl 4) as a terminal of old would have sent it. */
function modifiedKey(point: number, modifiers: number): string {
  const held = modifiers - 1;
  let character = String.fromCodePoint(point);
  if (held & 4 && /[a-z@[\\\]^_]/i.test(character)) {
    character = String.fromCharCode(character.toUpperCase().charCodeAt(0) & 31);
  }
  return (held & 2 ? '\x1b' : '') + character;
}
