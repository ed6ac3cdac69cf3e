import { createHash } from 'node:crypto';
import { RuntimeError } from './container.ts';

/** What an image is made of. */
export interface Image {
  /** `sha256:…` */
  readonly id: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly workingDir: string;
  /** Programs that are not in it, of those there are; or the only ones that are. */
  readonly programs: 'all' | 'busybox' | readonly string[];
  readonly files: Readonly<Record<string, string>>;
  /** What sh is in it: it decides how a prompt looks. */
  readonly shell: 'bash' | 'busybox' | 'none';
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

const DEBIAN = {
  '/etc/os-release':
    'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\nID=debian\n',
  '/etc/debian_version': '12.11\n',
  '/etc/passwd':
    'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nnginx:x:101:101:nginx user:/nonexistent:/bin/false\npostgres:x:999:999::/var/lib/postgresql:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n',
  '/etc/group': 'root:x:0:\ndaemon:x:1:\nnobody:x:65534:\n',
};

const BUSYBOX = {
  '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n',
  '/etc/group': 'root:x:0:\n',
};

const WELCOME =
  '<!DOCTYPE html>\n<html>\n<head>\n<title>Welcome to nginx!</title>\n</head>\n<body>\n<h1>Welcome to nginx!</h1>\n<p>If you see this page, the nginx web server is successfully installed and working.</p>\n</body>\n</html>\n';

interface Recipe {
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly programs?: Image['programs'];
  readonly files?: Readonly<Record<string, string>>;
  readonly shell?: Image['shell'];
}

/** The images by their repositories; others are Debian with the program `serve`. */
const RECIPES: Readonly<Record<string, Recipe>> = {
  nginx: {
    command: ['nginx', '-g', 'daemon off;'],
    files: {
      '/usr/share/nginx/html/index.html': WELCOME,
      '/etc/nginx/nginx.conf': 'worker_processes  auto;\n',
    },
  },
  debian: { command: ['bash'] },
  busybox: { command: ['sh'], programs: 'busybox', files: BUSYBOX, shell: 'busybox' },
  distroless: { entrypoint: ['/pause'], programs: ['pause'], files: {}, shell: 'none' },
  'registry.k8s.io/pause': { entrypoint: ['/pause'], programs: ['pause'], files: {}, shell: 'none' },
  postgres: { command: ['postgres'], env: { PGDATA: '/var/lib/postgresql/data' } },
  redis: { command: ['redis-server'] },
  envoy: { command: ['envoy', '-c', '/etc/envoy/envoy.yaml'] },
  'fluent-bit': { command: ['fluent-bit', '-c', '/fluent-bit/etc/fluent-bit.conf'] },
};

const SERVICE: Recipe = { entrypoint: ['serve'] };

const cache = new Map<string, Image>();

/** An image by its name. Throws `RuntimeError` ErrImagePull in containerd's words where it cannot be had. */
export function imageNamed(name: string): Image {
  const known = cache.get(name);
  if (known) return known;
  const [, repository = name, tag = 'latest'] = /^(.*?)(?::([^:/]+))?(?:@.*)?$/.exec(name) ?? [];
  if (repository.startsWith('missing/') || tag === 'none') throw unavailable(repository, tag);
  const short = repository.replace(/^docker\.io\/(library\/)?/, '');
  const image = made(name, RECIPES[short] ?? SERVICE);
  cache.set(name, image);
  return image;
}

function made(name: string, recipe: Recipe): Image {
  const {
    entrypoint = [],
    command = [],
    env = {},
    programs = 'all',
    files = DEBIAN,
    shell = 'bash',
  } = recipe;
  const id = `sha256:${createHash('sha256').update(name).digest('hex')}`;
  const all = recipe.files && shell === 'bash' ? { ...DEBIAN, ...files } : files;
  return { id, entrypoint, command, env: { PATH, ...env }, workingDir: '/', programs, files: all, shell };
}

function unavailable(repository: string, tag: string): RuntimeError {
  const full = repository.split('/')[0]?.includes('.') ? repository : `docker.io/${repository}`;
  const why = `failed to resolve reference "${full}:${tag}": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`;
  return new RuntimeError('ErrImagePull', `failed to pull and unpack image "${full}:${tag}": ${why}`);
}
