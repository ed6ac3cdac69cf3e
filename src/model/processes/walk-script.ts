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
 */
const SECTIONS: readonly string[] = [
  'head -v -n 16 [0-9]*/stat',
  'head -v -n 9 [0-9]*/status',
  // What is cut ends within a line.
  'head -v -c 12 [0-9]*/mountinfo;echo',
  "grep -aHE '^(0::|[0-9]+:pids:| *[0-9]+ +[0-9]+ +[0-9]+$)' [0-9]*/cgroup $$/uid_map",
  // Two directories at least, or `ls` leaves out which it is about.
  `ls -1Li self/ns [0-9]*/ns|head -c ${MOST};echo`,
  // But for those that wait for their end: probes leave dozens.
  `grep -aHve ' 06 0' net/tcp net/tcp6 net/udp net/udp6 net/unix|head -c ${MOST};echo`,
  // A file's name can hold anything, line ends too: only lines that begin as links do, or are
  // a heading whole, which come in the order of their letters.
  `LC_ALL=C ls -ln [0-9]*/fd|grep -aE '^([0-9]+/fd:|l.* -> socket:\\[[0-9]+\\])$'|head -c ${MOST};echo`,
  `head -v -c ${CMDLINE} [0-9]*/cmdline`,
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

/**
 * Walks /proc for `sh`, with no more than `head`, `grep` and `ls`, which write in large pieces: everything that is
 * written piece by piece becomes a message of its own. Ends by itself at 1 MiB, as a command whose reader is gone does
 * not, and after a while, whatever it got stuck in.
 */
export const WALK = `${WATCH}
cd /proc&&read -r u x <uptime&&if command -v head >/dev/null&&command -v grep >/dev/null;then { echo "walk 1 $$ $u"
${SECTIONS.join('\n')}; } 2>/dev/null|head -c ${WALK_LIMITS.bytes}
else { echo "walk 1 $$ $u"
${BY_PIECES}; } 2>/dev/null;fi
[ "$k" ]&&kill $k;wait`;
