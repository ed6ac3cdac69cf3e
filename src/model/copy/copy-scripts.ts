/** What a container's `sh` does for a copy. Paths come as arguments, and begin with `/` or `./`. */

/** What a script says on standard error behind all else, with its exit code. */
export const OVER = 'podscope: over with ';

/**
 * Has a script say itself how it ended, since a busy server's word is not enough: a kubelet ends its connection with the
 * command, which loses what is on its way there, and how a command ended without a word is success to the API server
 * (client-go's tools/remotecommand/errorstream.go).
 *
 * @param waits it ends once it is sent a line, by which time all it printed has come
 */
export const toldOver = (script: string, waits: boolean): string =>
  `(${script}
);r=$?;echo "${OVER}$r">&2${waits ? ';read -r x' : ''};exit $r`;

/** What a path is in a container, and what is there to copy with. */
export interface RemoteLook {
  readonly kind: 'directory' | 'file' | 'other' | 'none';
  readonly tar: boolean;
  /** In bytes, and its permissions, where `stat` tells. */
  readonly size?: number;
  readonly mode?: number;
  /** Where it is, links followed, as far as `readlink` tells. */
  readonly path: string;
}

/** `$1`: the path. */
export const LOOK = `p=$1;if [ -d "$p" ];then k=directory;elif [ -f "$p" ];then k=file
elif [ -e "$p" ]||[ -L "$p" ];then k=other;else k=none;fi
t=;command -v tar >/dev/null 2>&1&&t=tar
s=$(stat -L -c '%s %a' -- "$p" 2>/dev/null)
[ ! -L "$p" ]||{ r=$(readlink -f -- "$p" 2>/dev/null;echo .);r=\${r%??};[ -z "$r" ]||p=$r; }
printf '%s|%s|%s|%s|' $k "$t" "$s" "$p"`;

/** Undefined where it is not what the script prints. */
export function readLook(printed: string): RemoteLook | undefined {
  const [, kind, tar, size, mode, path] =
    /^(directory|file|other|none)\|(tar)?\|(?:(\d{1,16}) ([0-7]{1,4}))?\|([^]+)\|$/.exec(printed) ?? [];
  if (kind === undefined || path === undefined) return undefined;
  return {
    kind: kind as RemoteLook['kind'],
    tar: tar !== undefined,
    path,
    ...(size !== undefined && { size: Number(size) }),
    ...(mode !== undefined && { mode: Number.parseInt(mode, 8) }),
  };
}

/**
 * Runs a command for as long as standard input is open, which ends with the connection: what writes to one that is gone
 * would wait for ever. Whoever is begun is waited for, since many a container's first process waits for nobody.
 */
const whileHeard = (command: string): string => `exec 3<&0
${command} 3<&- & c=$!
{ read -r x;kill -9 $c; } <&3 >/dev/null 2>&1 & w=$!
wait $c;r=$?;kill $w 2>/dev/null;wait $w 2>/dev/null;exit $r`;

/** A script that prints something, and what it takes to read on where the connection was lost. `$1`: the path. */
export interface ReadScript {
  readonly all: string;
  /**
   * What is behind so many bytes of the same. `$2`: the number of the first byte, from 1. How what prints it ended, where it
   * failed, is said on standard error (`ENDED`).
   */
  readonly rest: string;
  /** The SHA-256 of so many bytes of the same, which do not go over the line for that; nothing where it has none. `$2`: how many. */
  readonly sum: string;
}

/** What `rest` says on standard error of what printed it, with its exit code. */
export const ENDED = 'podscope: ended with ';

const SUM = 'sha256sum 2>/dev/null';

/** @param command prints the same each time, as long as nothing changes */
const read = (command: string, before = ''): ReadScript => ({
  all: before + whileHeard(command),
  // A container may end `tail` alone: what prints ends when it is not read any more.
  rest: before + whileHeard(`{ (${command}) || echo "${ENDED}$?">&2; } | tail -c "+$2"`),
  sum: before + whileHeard(`${command} 2>/dev/null | head -c "$2" | ${SUM}`),
});

/** A file's bytes. */
export const READ_FILE: ReadScript = {
  ...read('cat <"$1"'),
  rest: whileHeard('tail -c "+$2" <"$1"'),
  sum: whileHeard(`head -c "$2" <"$1" | ${SUM}`),
};

/** A directory as a tar stream whose names begin with `./`. */
export const READ_TREE = read('tar cf - .', 'CDPATH= cd "$1"||exit\n');

/** What is behind the last of a directory's names. */
export const ALL_NAMES = 'e\0';

/**
 * A directory's names, each with a letter before it (`d`irectory, `f`ile, `x` that can be run, `l`ink, `o`ther) and NUL
 * behind it, and `ALL_NAMES`. What cannot be read ends it: a part would pass for all.
 */
export const LIST_TREE = read(
  String.raw`w ./&&printf 'e\0'`,
  `CDPATH= cd "$1"||exit
w() { [ -r "$1" ]&&[ -x "$1" ]||{ echo "$1: Permission denied">&2;exit 1; }
for f in "$1"* "$1".[!.]* "$1"..?*;do
if [ -L "$f" ];then k=l;elif [ -d "$f" ];then k=d;elif [ -f "$f" ];then k=f;[ ! -x "$f" ]||k=x
elif [ -e "$f" ];then k=o;else continue;fi
printf '%s%s\\0' $k "$f";[ $k != d ]||w "$f/";done; }
`,
);

/** Names of what an upload's stream has: what is copied, and behind it what says that it was all. */
export const TREE = 'tree';
export const WHOLE = 'whole';

/** Takes a tar stream. */
const BY_TAR = (preserve: boolean): string =>
  `tar${preserve ? '' : ' --no-same-permissions --no-same-owner'} -xmf - -C "$s"&&[ -f "$s/${WHOLE}" ]`;

/**
 * Takes records, for images without tar: lines `dMODE NAME`, `fMODE SIZE NAME` with so many bytes behind it, and `end`.
 * That `head` takes no byte too many shows by what comes next.
 */
const BY_RECORDS = `{ r() { while IFS= read -r l;do case $l in end)return;;[df]*);;*)return 1;;esac
k=\${l%"\${l#?}"};l=\${l#?};m=\${l%% *};l=\${l#* }
if [ $k = d ];then mkdir "$s/$l"||return
else n=\${l%% *};l=\${l#* };head -c $n >"$s/$l"&&[ $(wc -c <"$s/$l") -eq $n ]||return;fi
chmod $m "$s/$l"||return;done;return 1; };r; }`;

/** What a script says on standard error when it takes no more: who sends on to one that has ended is cut off before he hears why. */
export const NO_MORE = 'podscope: no more';

/**
 * Puts a file or a directory from standard input in its place: all of it is taken into a directory of its own beside
 * that first, which goes in every ending; where not all came nothing else is touched. What is there already is kept,
 * but for files of the same name. Nothing is written through a link.
 *
 * `$1`: the directory to take it into; `$2`: the place.
 */
export function writeScript({
  tar,
  preserve,
}: {
  readonly tar: boolean;
  readonly preserve: boolean;
}): string {
  return `s=$1;d=$2
no() { [ -z "$1" ]||echo "$1">&2;echo '${NO_MORE}'>&2;cat >/dev/null;exit 1; }
c() { [ ! -d "$1" ]||no "$1: is a directory"
[ ! -e "$1" ]||[ -f "$1" ]||no "$1: neither a file nor a directory"; }
q() { o=$1;t=$2;set --
for f in "$o"/* "$o"/.[!.]* "$o"/..?*;do
{ [ -e "$f" ]&&[ ! -d "$f" ]; }||[ -L "$f" ]||continue
c "$t/\${f##*/}";set -- "$@" "$f"
[ $# -lt 100 ]||{ mv -f "$@" "$t/"||return;set --;};done
[ $# -eq 0 ]||mv -f "$@" "$t/"; }
p() { if [ -d "$1" ];then
[ ! -L "$2" ]||no "$2: a symbolic link, which is not followed"
if [ -d "$2" ];then for f in "$1"/* "$1"/.[!.]* "$1"/..?*;do
[ ! -d "$f" ]||[ -L "$f" ]||p "$f" "$2/\${f##*/}"||return;done
q "$1" "$2";return;fi
[ ! -e "$2" ]||no "$2: not a directory"
else c "$2";fi
mv -f "$1" "$2"; }
[ -d "\${s%/*}/" ]||no "\${s%/*}: no such directory"
mkdir "$s"||no ''
trap 'rm -rf "$s"' EXIT;trap 'exit 1' HUP INT TERM PIPE
chmod 700 "$s"||no ''
${tar ? BY_TAR(preserve) : BY_RECORDS}||no 'not all of it came: nothing was put in its place'
p "$s/${TREE}" "$d"`;
}
