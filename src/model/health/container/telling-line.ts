import { readableLine } from '../../logs/readable.ts';
import { portIn, saysTaken } from './taken-address.ts';

/** Of what was said last, so many lines are looked through for an address that is in use. */
const LINES = 20;
/** The frames of more lines are not passed over. */
const DEEPEST = 200;

/**
 * The line that tells most of the last ones: that an address is in use, best with its port, else the last that is neither
 * empty nor what stands below the sentence of a stack trace. nginx says `[emerg] bind() to [::]:80 failed (98: Address
 * already in use)`, tries again for a while, and ends with `[emerg] still could not bind()` (ngx_open_listening_sockets).
 */
export function tellingLine(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const taken = lines.slice(-LINES).filter(saysTaken);
  const found = taken.findLast((line) => portIn(line) !== undefined) ?? taken.at(-1) ?? lastSentence(lines);
  return readably(found);
}

/** The last line that is no frame, or the last where all are. */
function lastSentence(all: readonly string[]): string {
  const lines = all.slice(-DEEPEST);
  const found = lines.findLast((line, index) => !isFrame(line, lines[index + 1]));
  return found ?? lines.at(-1) ?? '';
}

/** A file and a line of it, below the function's name (runtime.printCreatedBy, traceback.go of Go). */
const GO_FILE = /^\S{1,500}\.(?:go|s):\d{1,9}(?: \+0x[\da-f]{1,16})?$/;
/** What of Go, of `go run`, Rust, Node and Java stands below what was thrown, and says nothing. */
const BELOW =
  /^(?:goroutine \d|\[signal |created by |exit status \d+$|note: run with `RUST_BACKTRACE|Node\.js v\d|\}$|\.{3} \d+ (?:more|common frames)|(?:errno|code|syscall|address|port): .*,?$)/;
/** How a frame of Java, Node and .NET ends: others begin with `at` too. */
const PLACE = /(?:[)\]{]|:(?:line )?\d{1,9})$/;

function isFrame(line: string, next: string | undefined): boolean {
  if (BELOW.test(line) || GO_FILE.test(line)) return true;
  if (line.startsWith('at ')) return PLACE.test(line);
  return line.endsWith(')') && next !== undefined && GO_FILE.test(next);
}

/** JSON as it is read in Logs; other lines as they are. */
function readably(line: string): string {
  const read = line.startsWith('{') ? readableLine(line) : undefined;
  if (!read || read.says === '') return line;
  const rest = read.rest.map(([name, value]) => `${name}=${value}`);
  return [read.severity, read.says, ...rest].filter((word) => word !== '').join(' ');
}
