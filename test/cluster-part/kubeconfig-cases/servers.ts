import {
  ASKS_WHO,
  ELSEWHERE,
  type KubeconfigCases,
  on,
  oneContext,
} from '../../support/kubeconfigs/kubeconfig-cases.ts';

const cluster = (fields: string, user?: string): { config: string } => ({
  config: oneContext({ cluster: fields, ...(user !== undefined && { user }) }),
});
const CERTIFICATE = 'client-certificate-data: %CERT%, client-key-data: %KEY%';
const CA = 'certificate-authority-data: %CA%';

export const serverCases: KubeconfigCases = {
  about: 'servers',
  source: 'client-go rest/url_utils.go (DefaultServerURL), net/url',
  cases: [
    on('https', cluster(`server: "%HTTPS%", ${CA}`), 'https default Bearer t'),
    on('a slash at the end', cluster(`server: "%HTTPS%/", ${CA}`), 'https default Bearer t'),
    on('slashes at the end of a path', cluster(`server: "%HTTPS%/a//", ${CA}`), 'https/a default Bearer t'),
    on(
      'a path of several parts',
      cluster(`server: "%HTTPS%/k8s/clusters/c-1", ${CA}`),
      'https/k8s/clusters/c-1 default Bearer t',
    ),
    on('a path with dots', cluster(`server: "%HTTPS%/a/../b", ${CA}`), 'https/b default Bearer t'),
    on('HTTPS://', cluster(`server: "HTTPS://%HOSTS%/a", ${CA}`), 'https/a default Bearer t'),
    on('Http://', cluster('server: "Http://%HOST%/a"'), 'http/a default -'),
    on('http: no credential is sent in clear', cluster('server: "%HTTP%/a"'), 'http/a default -'),
    on(
      'http: no password either',
      cluster('server: "%HTTP%/a"', 'username: u, password: p'),
      'http/a default -',
    ),
    on(
      'http: nor does a plugin run',
      cluster(
        'server: "%HTTP%/a"',
        'exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: "false"}',
      ),
      'http/a default -',
    ),
    on(
      'http: impersonation is not secret',
      cluster('server: "%HTTP%/a"', 'token: t, as: jane'),
      'http/a default user=jane',
    ),
    on('http with a CA', cluster(`server: "%HTTP%/a", ${CA}`), 'http/a default -'),
    on(
      'http with insecure',
      cluster('server: "%HTTP%/a", insecure-skip-tls-verify: true'),
      'http/a default -',
    ),
    on(
      'http with a missing token file',
      cluster('server: "%HTTP%/a"', 'tokenFile: missing'),
      'http/a default -',
    ),
    on('no scheme', cluster('server: "%HOST%"'), 'http default -'),
    on('no scheme, with a path', cluster('server: "%HOST%/a"'), /host must be a URL or a host:port pair/),
    on('no scheme, with a slash', cluster('server: "%HOST%/"'), 'http default -'),
    on('no scheme, with a CA', cluster(`server: "%HOST%", ${CA}`), 'http default -'),
    on('no scheme, with a name', cluster('server: "localhost:1"'), /localhost:1/),
    on('no scheme and no port', cluster('server: "127.0.0.1"'), /127.0.0.1/),
    on('two slashes', cluster('server: "//%HOST%"'), /host must be a URL or a host:port pair/),
    on('another scheme', cluster('server: "ftp://%HOST%"'), /unsupported protocol scheme "ftp"/),
    on('unix', cluster('server: "unix:///run/x.sock"'), /host must be a URL or a host:port pair/),
    on('https without a host', cluster('server: "https://"'), /host must be a URL or a host:port pair/),
    on('https with a port alone', cluster('server: "https://:6443"'), /names no host/, {
      kubectl: /dial tcp :6443/,
      why: 'kubectl calls this machine, which is another cluster than was meant',
    }),
    on('https: one slash', cluster('server: "https:/127.0.0.1"'), /host must be a URL or a host:port pair/),
    on('words', cluster('server: "my server"'), /invalid character/),
    on('a space before', cluster(`server: " %HTTPS%/a", ${CA}`), /invalid character/),
    on('a space behind', cluster(`server: "%HTTPS%/a ", ${CA}`), /invalid character/, {
      kubectl: 'https/a%20 default Bearer t',
      why: 'kubectl asks for a path that nobody meant',
    }),
    on('a line end', cluster(`server: "%HTTPS%/a\\n", ${CA}`), /invalid character/, {
      kubectl: /invalid control character in URL/,
      why: 'one word for both',
    }),
    on('a port that is none', cluster('server: "https://127.0.0.1:x"'), /invalid port/, {
      kubectl: /host must be a URL or a host:port pair/,
      why: 'podscope says what is wrong with it',
    }),
    on('a port out of range', cluster('server: "https://127.0.0.1:70000"'), /invalid port/),
    on('unbracketed IPv6', cluster('server: "https://::1:1"'), /\[::1\]:1/),
    on('unbracketed IPv6 without a port', cluster('server: "https://fd00::1"'), /needs brackets and a port/, {
      kubectl: /lookup fd00:/,
      why: 'podscope says what is wrong with it',
    }),
    on('unbracketed IPv6 without a scheme', cluster('server: "fd00::1"'), /needs brackets and a port/, {
      kubectl: /lookup fd00:/,
      why: 'podscope says what is wrong with it',
    }),
    on('IPv6', cluster('server: "https://[::1]:1"'), /\[::1\]:1/),
    on('a query', cluster(`server: "%HTTPS%/a?x=y", ${CA}`), 'https/a default Bearer t'),
    on('a query without a path', cluster(`server: "%HTTPS%?x=y", ${CA}`), 'https default Bearer t'),
    on('a fragment', cluster(`server: "%HTTPS%/a#x", ${CA}`), 'https/a%23x default Bearer t'),
    on('a % that encodes nothing', cluster(`server: "%HTTPS%/%zz", ${CA}`), /invalid URL escape/),
    on('an encoded path', cluster(`server: "%HTTPS%/a%2Fb", ${CA}`), 'https/a/b default Bearer t'),
    on(
      'a name and password, with a token',
      cluster(`server: "https://u:p@%HOSTS%/a", ${CA}`),
      /https:\/\/xxxxx@.* has a name or password in it/,
      {
        kubectl: 'https/a default Basic dTpw',
        why: 'a password in an address is told wherever the address is',
      },
    ),
    on(
      'a name and password alone',
      cluster(`server: "https://u:p@%HOSTS%/a", ${CA}`, ''),
      /https:\/\/xxxxx@.* has a name or password in it/,
      { kubectl: ASKS_WHO.kubectl, why: 'a password in an address is told wherever the address is' },
    ),
    on(
      'a name and password over http',
      cluster('server: "http://u:p@%HOST%/a"'),
      /http:\/\/xxxxx@.* has a name or password in it/,
      {
        kubectl: 'http/a default Basic dTpw',
        why: 'a password in an address is told wherever the address is',
      },
    ),
    on(
      'a name alone',
      cluster(`server: "https://u@%HOSTS%/a", ${CA}`, ''),
      /https:\/\/xxxxx@.* has a name or password in it/,
      { kubectl: ASKS_WHO.kubectl, why: 'a password in an address is told wherever the address is' },
    ),
    on(
      'a name and password beside a client certificate',
      cluster(`server: "https://u:p@%HOSTS%/a", ${CA}`, CERTIFICATE),
      'https/a default cert=jane',
      {
        kubectl: 'https/a default Basic dTpw cert=jane',
        why: 'the server goes by the certificate: nobody needs the password, which is not sent',
      },
    ),
    on('no server', cluster(CA), /has no server/, ELSEWHERE),
    on('an empty server', cluster(`server: "", ${CA}`), /has no server/, ELSEWHERE),
    on('a cluster that is empty', cluster(''), /has no server/, ELSEWHERE),
  ],
};
