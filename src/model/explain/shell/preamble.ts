import { NOT_PASSED } from '../container/passed-names.ts';

/** What the script has of functions, each there where it is called; nothing in them is from outside. */
const FUNCTIONS: ReadonlyMap<string, string> = new Map([
  [
    'lacking',
    `lacking() { # FILE [optional]
  local how="the cluster keeps it"
  [ "\${2-}" != optional ] || how="optional: left out; the cluster may keep it"
  echo "not there: $given/$1 ($how; 'fill' as argument asks kubectl for it)" >&2
}`,
  ],
  [
    'key',
    `key() { # N FILE [ELSE]: its whole text becomes \${value[N]}; where an optional one is missing
  # ELSE does, and \${there[N]} is unset
  value[$1]=\${3-} there[$1]=yes
  if [ -f "$given/$2" ]; then IFS= read -r -d '' "value[$1]" <"$given/$2" || true
  elif [ $# -gt 2 ]; then unset "there[$1]" && lacking "$2" optional
  else lacking "$2"; fi
}`,
  ],
  [
    'keys',
    `keys() { # DIRECTORY PREFIX [optional]: a variable for each of its files, added to "\${whole[@]}"
  local file text
  [ -d "$given/$1" ] || lacking "$1" "\${3-}"
  for file in "$given/$1"/* "$given/$1"/.*; do
    [ -f "$file" ] || continue
    IFS= read -r -d '' text <"$file" || true
    whole+=("--env=$2\${file##*/}=$text")
  done
}`,
  ],
  [
    'secrets',
    `secrets() { # DIRECTORY PREFIX [optional]: as keys, by the environment: on a command line others could read them
  local file name text
  [ -d "$given/$1" ] || lacking "$1" "\${3-}"
  for file in "$given/$1"/* "$given/$1"/.*; do
    [ -f "$file" ] || continue
    name=$2\${file##*/}
    IFS= read -r -d '' text <"$file" || true
    case $name in
      ${NOT_PASSED})
        whole+=("--env=$name=$text") ;;
      *) export "$name=$text" && whole+=("--env=$name") ;;
    esac
  done
}`,
  ],
  [
    'put',
    `put() { # FROM TO MODE [optional]: a file, or all of a directory, out of "$given"
  mkdir -p -- "$(dirname -- "$2")"
  if [ -d "$given/$1" ]; then mkdir -p -- "$2" && cp -R -- "$given/$1/." "$2"
  elif [ -e "$given/$1" ]; then cp -- "$given/$1" "$2"
  else lacking "$1" "\${4-}" && return; fi
  find "$2" -type f -exec chmod "$3" {} +
}`,
  ],
  [
    'wait_for',
    `wait_for() { # TIMES SECONDS COMMAND: until it succeeds
  local times=$1 seconds=$2
  shift 2
  until "$@"; do
    times=$((times - 1))
    if [ "$times" -le 0 ]; then echo "gave up: $*" >&2; return 1; fi
    sleep "$seconds"
  done
}`,
  ],
  [
    'answers',
    `answers() { # HOST PORT PATH: GET, 200 to 399, as the kubelet asks
  local line
  { exec 3<>"/dev/tcp/$1/$2" && printf 'GET %s HTTP/1.0\\r\\nHost: %s\\r\\n\\r\\n' "$3" "$1" >&3 && IFS= read -r line <&3; } 2>/dev/null || return 1
  exec 3>&-
  case $line in HTTP/*' '[23]??*) return 0 ;; *) return 1 ;; esac
}`,
  ],
  ['listens', `listens() { (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; } # HOST PORT`],
]);

/** The functions that a script calls. */
export function functionsFor(body: string): string[] {
  const called = [...FUNCTIONS].filter(([name]) => new RegExp(`(^|[ ;])${name} `, 'm').test(body));
  const needs = called.some(([name]) => ['key', 'keys', 'secrets', 'put'].includes(name));
  return [...FUNCTIONS].flatMap(([name, text]) =>
    called.some(([other]) => other === name) || (needs && name === 'lacking') ? text.split('\n') : [],
  );
}

/**
 * Fetches a ConfigMap or a Secret with kubectl, a file for each key.
 * @param kubectl with the flags by which it finds the cluster, as bash reads them
 */
export const fetching = (kubectl: string): readonly string[] =>
  `fetch() { # NAMESPACE KIND NAME DIRECTORY [optional]
  local field key decode missing=--ignore-not-found=false
  [ "\${5-}" != optional ] || missing=--ignore-not-found
  (umask 077 && mkdir -p -- "$given/$4")
  for field in data binaryData; do
    decode=' | base64decode'
    [ "$2/$field" != configmap/data ] || decode=
    ${kubectl} get --namespace="$1" "$missing" --output=go-template='{{range $key, $_ := .'"$field"'}}{{$key}}{{"\\n"}}{{end}}' -- "$2" "$3" |
      while IFS= read -r key; do
        ${kubectl} get --namespace="$1" --output=go-template='{{index .'"$field"' "'"$key"'"'"$decode"'}}' -- "$2" "$3" >"$given/$4/$key"
      done
  done
}`.split('\n');
