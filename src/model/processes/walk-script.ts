/** How much of a walk's answer is taken, in bytes, and how long it may take, in ms. */
export const WALK_LIMITS = { bytes: 1_048_576, ms: 3_000 } as const;

const CMDLINE = 2_048;

/**
 * Walks /proc for `sh`, with no more than `head` and `grep`, which write in large pieces: everything that is written
 * piece by piece becomes a message of its own. Ends by itself at 1 MiB, as a command whose reader is gone does not.
 * What it cannot read it leaves out. The arguments come last, since they alone can hold what looks like a heading.
 */
export const WALK = `cd /proc&&read -r u x <uptime&&{ echo "walk 1 $$ $u"
head -v -n 16 [0-9]*/stat
head -v -n 9 [0-9]*/status
head -v -c 12 [0-9]*/mountinfo
grep -aHE '^(0::|[0-9]+:pids:)' [0-9]*/cgroup
head -v -c ${CMDLINE} [0-9]*/cmdline; } 2>/dev/null|head -c ${WALK_LIMITS.bytes}`;
