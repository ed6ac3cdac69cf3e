/** What of the terminal at hand a shell in a container is told. */
export interface ShellEnvironment {
  /** TERM. */
  readonly term?: string | undefined;
  /** The locale. */
  readonly lang?: string | undefined;
}

/** As the program was started; of the locale what holds for text (locale(7)). */
export function shellEnvironment(env: Readonly<Record<string, string | undefined>>): ShellEnvironment {
  const lang = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((given) => given !== undefined && given !== '');
  return { term: env.TERM, lang };
}

/** What runtimes give a terminal by themselves, and every image with a terminfo knows. */
const COMMON = 'xterm';

/**
 * The shell that is run: bash where there is one, else sh, with TERM and LANG of the terminal at hand. An image may know
 * neither that terminal nor that locale, and then vim, less and perl fail or complain: it gets the nearest that it knows.
 *
 * @param mark by which it is found again: its environment has PODSCOPE_SESSION=PID.MARK
 */
export function shellCommand({ term, lang }: ShellEnvironment = {}, mark = ''): readonly string[] {
  const known = usable(term);
  const locale = usable(lang);
  return ['sh', '-c', SCRIPT, 'sh', known ?? '', locale ?? '', locale ? asListed(locale) : '', mark];
}

const SCRIPT = `if [ -n "$4" ]; then PODSCOPE_SESSION=$$.$4; export PODSCOPE_SESSION; fi
for t in "$1" xterm-256color ${COMMON}; do
  [ -n "$t" ] || continue
  r=\${t#?}
  for d in "$HOME/.terminfo" /etc/terminfo /lib/terminfo /usr/share/terminfo /usr/lib/terminfo; do
    if [ -e "$d/\${t%"$r"}/$t" ]; then TERM=$t; export TERM; break 2; fi
  done
done
if [ -n "$2" ]; then
  l=$2
  if command -v locale >/dev/null 2>&1; then
    l=
    for k in $(locale -a 2>/dev/null); do
      if [ "$k" = "$2" ] || [ "$k" = "$3" ]; then l=$2; break; fi
      case $k in C.utf8|C.UTF-8) case $3 in *.utf8) l=$k;; esac;; esac
    done
  fi
  if [ -n "$l" ]; then LANG=$l; export LANG; fi
fi
if command -v bash >/dev/null 2>&1; then exec bash; else exec sh; fi`;

/** A name that is one; `dumb` is for who cannot do what a terminal does. */
function usable(name: string | undefined): string | undefined {
  return name !== undefined && /^[\w.@+-]{1,64}$/.test(name) && name !== 'dumb' ? name : undefined;
}

/** As `locale -a` of glibc writes it: `en_US.utf8`. */
function asListed(locale: string): string {
  return locale.replace(/\.(utf)-?8(?=@|$)/i, '.utf8');
}
