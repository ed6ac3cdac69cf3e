import type { ExecRequest } from '../../session.ts';
import { shellCommand, type ShellEnvironment } from './shell-command.ts';

/**
 * A shell of podscope's own on a terminal, and what hangs it up: it is known again by its environment, in which its own
 * number stands beside the mark, so that what it starts, which inherits that, is not taken for it.
 *
 * @param random the mark; nobody guesses 16 bytes
 */
export function terminalShell(
  environment: ShellEnvironment,
  random: Uint8Array,
): Required<Pick<ExecRequest, 'command' | 'hangUp'>> {
  const mark = [...random].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { command: shellCommand(environment, mark), hangUp: ['sh', '-c', HANG_UP, 'sh', mark] };
}

/**
 * Hangs a shell up as a terminal does that goes (SIGHUP): what is in its foreground, so that it waits for that; the shells
 * that it has within each other; itself, again where it did not heed it (bash that is about to read its line notes a signal, and reads). What was begun to outlive it does (nohup, setsid, disown, tmux). It looks at
 * the leaders of sessions alone (/proc/PID/stat, proc(5)), since to read all environments takes seconds where there are many.
 * Ends with 0 where the shell has gone, or is not there; else with 1, and says why.
 */
const HANG_UP = `exec 2>/dev/null
look() {
  read -r s <"/proc/$1/stat" && set -- \${s##*) } && [ "$1" != Z ] && parent=$2 session=$4 tty=$5 front=$6
}
over() {
  for n in 1 2 3 4; do
    look "$1" || return 0
    sleep .1 || { sleep 1; return; }
  done
}
hang_up() {
  q=$front whom=-$front
  while [ "$q" -gt 1 ] && [ "$q" != "$p" ]; do
    up=
    if look "$q" && [ "$session" = "$p" ]; then up=$parent; fi
    kill -HUP "$whom"
    over "$q"
    q=$up whom=$up
  done
  for tries in 1 2 3; do
    kill -HUP "$p"
    over "$p"
    look "$p" || exit 0
  done
  echo 'it does not end by SIGHUP'
  exit 1
}
m=$1
for d in /proc/[0-9]*; do
  p=\${d#/proc/}
  look "$p" && [ "$session" = "$p" ] && [ "$tty" != 0 ] || continue
  while IFS= read -r e || [ -n "$e" ]; do
    case $e in *"PODSCOPE_SESSION=$p.$m"*) hang_up;; esac
  done <"$d/environ"
done
exit 0`;
