import { assigned } from './file-names.ts';
import type { BrowseTarget, Through } from './browsed.ts';

/** How much of a file is read, in bytes. */
export const MOST_READ = 1_048_576;

/** How much of an answer is taken, in bytes, and how long it may take, in ms: a network's disk may never answer. */
export const BROWSE_LIMITS = { bytes: MOST_READ + 65_536, ms: 5_000 } as const;

/** With which an answer ends where all of it has come: a busy server loses the end of what is printed, and says Success. */
export const BROWSE_OVER = '\nlook over\n';

/** In a directory with more the links are not read, each of which takes a program. */
const MOST_LINKED = 5_000;
const MOST_FOLLOWED = 40;

/** A path without what is no part of it at its end. */
function trimmed(path: string): string {
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end--;
  return path.slice(0, end);
}

/**
 * From another container: the root of the container's first process is where all begins. What the kernel would follow it
 * would follow from the root of who looks, so links are followed here, one part of a path after the other.
 */
const throughProcess = (id: string): string => `P=
for x in $(grep -la ${id} /proc/[0-9]*/cgroup);do x=\${x#/proc/};x=\${x%/*};[ "$P" ]&&[ $x -gt $P ]||P=$x;done
[ "$P" ]||t unseen
R=/proc/$P/root;[ -d $R/. ]||t closed
i=0
v() { d=$1;q=$2/;while [ "$q" ];do a=\${q%%/*};q=\${q#*/};case $a in ''|.)continue;;esac
if [ -L "$d/$a" ];then i=$((i+1));[ $i -le ${MOST_FOLLOWED} ]||t loop
l=$(readlink -n -- "$d/$a";echo .);l=\${l%?};[ -n "$l" ]||t unfollowed
case $l in /*)d=$R;;esac;q=$l/$q
else d=$d/$a;fi;done; }
v $R "$m";m=$d;v "$m" "$f";f=$d
`;

/** Where the shell stands: as the kernel names it where it stands, which is no path that leads there from here. */
const STANDS = 'readlink /proc/self/cwd';

/**
 * Lists a directory or reads a file for `sh`. Links are followed step by step, and where they lead is looked at only if
 * it is below the root: what counts is where the shell then really stands, so nothing can be put in between. A file is
 * read only if it is one: a FIFO would block for ever. Every part of the answer ends with NUL, which no name can have;
 * entries begin with `/`, which no name has either. A shell's pattern that fits no name stands for itself, and is not
 * counted. Ends by itself: a command whose reader is gone does not. Behind all of it stands `BROWSE_OVER`.
 *
 * @param through by which the container is known, where it is looked at from another one
 */
export function browseScript(
  { root, path }: Pick<BrowseTarget, 'root' | 'path'>,
  through?: Through['id'],
): string {
  return `{ LC_ALL=C;export LC_ALL;r=;R=
${assigned('m', trimmed(root))}
${assigned('f', path === '' ? '.' : `./${path}`)}
k() { n=;if [ -e "./$1" ]||[ -L "./$1" ];then n=1;c=$((c+$#));fi; }
t() { printf 'files 1 %s\\0%s\\0%s\\0' "$1" "$r" "\${2#$R}";exit; }
w() { ${through === undefined ? 'pwd -P' : STANDS}; }
${through === undefined ? '' : throughProcess(through)}if [ -d "$m" ];then cd -P -- "$m" 2>/dev/null||t denied
else [ -f "$m" ]||t gone "$m"
cd -P -- "\${m%/*}/"||t denied;f=./\${m##*/};fi
r=$(w;echo .);r=\${r%??}
i=0;while [ -L "$f" ];do i=$((i+1));[ $i -le ${MOST_FOLLOWED} ]||t loop
l=$(readlink -n -- "$f";echo .);l=\${l%?};[ -n "$l" ]||t unfollowed
cd -P -- "\${f%/*}/" 2>/dev/null||t gone "$f"
case $l in /*)f=$l;;*)f=./$l;;esac;done
if [ -d "$f" ];then cd -P -- "$f" 2>/dev/null||t denied;n=
else cd -P -- "\${f%/*}/" 2>/dev/null||t gone "$f";n=\${f##*/};fi
h=$(w;echo .);h=\${h%??}
case $h/ in "\${r%/}"/*);;*)t outside "\${h%/}/$n";;esac
${through === undefined ? '' : '[ . -ef "$R$h/." ]||t outside "$h"\n'}if [ "$n" ];then f=./$n;[ -e "$f" ]||[ -L "$f" ]||t gone "$h/$n"
[ -f "$f" ]&&[ ! -L "$f" ]||t special;[ -r "$f" ]||t denied
printf 'files 1 file\\0%s\\0%s\\0' "$r" "\${h%/}/$n";head -c ${MOST_READ + 1} -- "$f"
else [ -r . ]||t denied
c=0
set -- .[!.]*;k "$@"
set -- ..?*;k "$@"
set -- *;k "$@";[ $n ]||set --
set -- .[!.]* ..?* "$@"
printf 'files 1 directory\\0%s\\0%s\\0%s\\0' "$r" "$h" $c
if command -v stat >/dev/null&&command -v xargs >/dev/null;then printf '%s\\0' "$@"|xargs -0 stat -c '/%f %h %u %g %s %Y %n' -- 2>/dev/null
else for f;do if [ -L "$f" ];then k=l;elif [ -d "$f" ];then k=d;elif [ -f "$f" ];then k=f;elif [ -e "$f" ];then k=u;else continue;fi
printf '/%s %s\\n' $k "$f";done;fi
printf '\\0'
[ $c -gt ${MOST_LINKED} ]||for f;do [ ! -L "$f" ]||{ printf '%s\\0' "$f";readlink -n -- "./$f";printf '\\0'; };done
fi; }|head -c ${BROWSE_LIMITS.bytes - 1 - BROWSE_OVER.length};printf '${BROWSE_OVER.replaceAll('\n', '\\n')}'`;
}
