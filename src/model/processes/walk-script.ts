/** With which a walk's answer ends where all of it has come: a busy server loses the end of what is printed, and says Success. */
export const WALK_OVER = '\nwalk over\n';
/** Prints it. */
export const SAY_OVER = `printf '${WALK_OVER.replaceAll('\n', '\\n')}'`;

/** How much of a walk's answer is taken, in bytes, and how long it may take, in ms. */
export const WALK_LIMITS = { bytes: 1_048_576, ms: 3_000 } as const;

/** Of the node's processes and sockets, which a Pod may see, not more than this may be of each of the long sections. */
const MOST = 262_144;

const CMDLINE = 2_048;

/**
 * What a walk asks, section by section: each is read by itself, and what cannot be had of it is left out. Nothing in a
 * section may look like a line of another (`==> PID/stat <==`, `PID/cgroup:`): where others name things, as in paths
 * of sockets, lines need a beginning of their own, which `grep -H` gives them. The arguments come last, since a process
 * can write what it likes into its own.
 *
 * @param of the same file of all processes that are walked, as the shell has it
 */
const sections = (of: (file: string) => string): readonly string[] => [
  `head -v -n 16 ${of('stat')}`,
  `head -v -n 9 ${of('status')}`,
  // What is cut ends within a line.
  `head -v -c 12 ${of('mountinfo')};echo`,
  `grep -aHE '^(0::|[0-9]+:pids:| *[0-9]+ +[0-9]+ +[0-9]+$)' ${of('cgroup')} $$/uid_map`,
  // Two directories at least, or `ls` leaves out which it is about.
  `ls -1Li self/ns ${of('ns')}|head -c ${MOST};echo`,
  // But for those that wait for their end: probes leave dozens.
  `grep -aHve ' 06 0' net/tcp net/tcp6 net/udp net/udp6 net/unix|head -c ${MOST};echo`,
  // A file's name can hold anything, line ends too: only lines that begin as links do, or are
  // a heading whole, which come in the order of their letters.
  `LC_ALL=C ls -ln ${of('fd')}|grep -aE '^([0-9]+/fd:|l.* -> socket:\\[[0-9]+\\])$'|head -c ${MOST};echo`,
  `head -v -c ${CMDLINE} ${of('cmdline')}`,
];

/** How many processes are walked piece by piece. */
const MOST_PIECES = 100;

/**
 * The same with what the shell has itself, for images without `head` or `grep`: slower, and without arguments where
 * `read` cannot split them (dash). Namespaces need `ls`.
 */
const BY_PIECES = `f(){ while IFS= read -r a;do case $a in $3)printf '%s%s\\n' "$2" "$a";esac;done <$1;}
h(){ printf '\\n==> %s <==\\n' $1;}
P=;n=0;for p in [0-9]*;do P="$P $p";n=$((n+1));[ $n -lt ${MOST_PIECES} ]||{ echo cut;break;};done
for p in $P;do h $p/stat;f $p/stat '' '*';done
for p in $P;do h $p/status;f $p/status '' 'Uid:*';done
for p in $P;do read -r a <$p/mountinfo&&h $p/mountinfo&&echo "\${a%% *} ";done
for p in $P;do f $p/cgroup $p/cgroup: '0::*';f $p/cgroup $p/cgroup: '*:pids:*';done;f $$/uid_map $$/uid_map: '*'
ls -1Li self/ns [0-9]*/ns
for p in $P;do h $p/cmdline;while IFS= read -r -d '' a;do printf '%s\\0' "$a";done <$p/cmdline;done`;

/** After so long a walk that got stuck is killed, from within: who waits for it has given up long before. In seconds. */
const PATIENCE = 5;

/**
 * Kills all of the session that the shell leads, where it is still there then. Whoever is begun here is also waited for
 * here: many a container's first process waits for nobody, and each walk would leave it dead ones for good. Not for a
 * shell that does not tell whom it began.
 */
const WATCH = `{ :& } 2>/dev/null;k=;[ "$!" ]&&{ { x=;trap 'x=1;kill $w' TERM;sleep ${PATIENCE} & w=$!;[ "$x" ]&&kill $w
wait $w&&kill -9 -$$;wait $w;} </dev/null >/dev/null 2>&1 & k=$!;}`;

/** Where all of the node's processes show, only those of the Pod's control groups are looked at: of others nothing but that. */
const ALL = (file: string): string => `[0-9]*/${file}`;
const ONLY = (file: string): string => `$(p ${file})`;

/**
 * Notes which processes are a Pod's: their groups name its uid (with `_` where systemd names slices), or, as who sees
 * its own groups alone has them, are its own (`/`) or beside it (`/../ID`). In the order in which the shell has them.
 */
const onlyOf = (uid: string): string => `g=$(grep -aE '^[0-9]+:pids:' self/cgroup||grep -a '^0::' self/cgroup)
case $g in *:/)o='^(0::|[0-9]+:pids:)/$';;*)o=${uid};;esac
S=" $$ ";for f in $(grep -laE -e '${uid}|${uid.replaceAll('-', '_')}|:/\.\./[^/.][^/]*$' -e "$o" [0-9]*/cgroup);do S="$S\${f%/*} ";done
D=;for d in [0-9]*;do case $S in *" $d "*)D="$D $d";;esac;done
p(){ for d in $D;do printf '%s/%s ' $d $1;done;}
`;

/**
 * Walks /proc for `sh`, with no more than `head`, `grep` and `ls`, which write in large pieces: everything that is
 * written piece by piece becomes a message of its own. Ends by itself at 1 MiB, as a command whose reader is gone does
 * not, and after a while, whatever it got stuck in.
 *
 * @param only the uid of the Pod whose processes alone are walked, where those of the whole node show
 */
export function walkScript(only?: string): string {
  const isUid = only !== undefined && /^[0-9A-Za-z-]{1,64}$/.test(only);
  return `${WATCH}
cd /proc&&read -r u x <uptime&&if command -v head >/dev/null&&command -v grep >/dev/null;then { echo "walk 1 $$ $u"
${isUid ? onlyOf(only) : ''}${sections(isUid ? ONLY : ALL).join('\n')}; } 2>/dev/null|head -c ${WALK_LIMITS.bytes}
else { echo "walk 1 $$ $u"
${BY_PIECES}; } 2>/dev/null;fi
[ "$k" ]&&kill $k;wait;${SAY_OVER}`;
}

/** The walk of what a container's own process namespace shows. */
export const WALK = walkScript();
