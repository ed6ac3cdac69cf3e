/** How much of a walk's answer is taken, in bytes, and how long it may take, in ms. */
export const WALK_LIMITS = { bytes: 1_048_576, ms: 3_000 } as const;

/** Of the node's processes, which a Pod with hostPID sees, not more than this may be of their namespaces. */
const MOST_NAMESPACES = 262_144;

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
  `ls -1Li self/ns [0-9]*/ns|head -c ${MOST_NAMESPACES};echo`,
  `head -v -c ${CMDLINE} [0-9]*/cmdline`,
];

/**
 * Walks /proc for `sh`, with no more than `head`, `grep` and `ls`, which write in large pieces: everything that is
 * written piece by piece becomes a message of its own. Ends by itself at 1 MiB, as a command whose reader is gone does
 * not.
 */
export const WALK = `cd /proc&&read -r u x <uptime&&{ echo "walk 1 $$ $u"
${SECTIONS.join('\n')}; } 2>/dev/null|head -c ${WALK_LIMITS.bytes}`;
