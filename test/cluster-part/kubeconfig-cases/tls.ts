import { type KubeconfigCases, on, oneContext } from '../../support/kubeconfigs/kubeconfig-cases.ts';

const cluster = (fields: string, user?: string): { config: string } => ({
  config: oneContext({ cluster: fields, ...(user !== undefined && { user }) }),
});
const CA = 'certificate-authority-data: %CA%';

export const tlsCases: KubeconfigCases = {
  about: 'TLS and proxies of a cluster',
  source:
    'client-go tools/clientcmd/validation.go (validateClusterInfo), transport/transport.go (TLSConfigFor)',
  cases: [
    on('a certificate that is not trusted', cluster('server: "%HTTPS%/a"'), /certificate/),
    on(
      'insecure',
      cluster('server: "%HTTPS%/a", insecure-skip-tls-verify: true'),
      'https/a default Bearer t',
    ),
    on(
      'a CA in a file',
      cluster('server: "%HTTPS%/a", certificate-authority: ../ca.crt'),
      'https/a default Bearer t',
    ),
    on(
      'a CA with insecure',
      cluster(`server: "%HTTPS%/a", insecure-skip-tls-verify: true, ${CA}`),
      /specifying a root certificates file with the insecure flag is not allowed/,
    ),
    on(
      'a CA in a file and as data',
      cluster(`server: "%HTTPS%/a", certificate-authority: "%DIR%/ca.crt", ${CA}`),
      /certificate-authority-data and certificate-authority are both specified for c/,
    ),
    on(
      'a CA file that is missing',
      cluster('server: "%HTTPS%/a", certificate-authority: "%DIR%/none"'),
      /unable to read certificate-authority DIR\/none for c/,
    ),
    on(
      'a CA file that is missing beside data',
      cluster(`server: "%HTTPS%/a", certificate-authority: "%DIR%/none", ${CA}`),
      /both specified for c.*unable to read certificate-authority DIR\/none for c/s,
    ),
    on(
      'a CA file that is missing, over http',
      cluster('server: "%HTTP%/a", certificate-authority: "%DIR%/none"'),
      /unable to read certificate-authority/,
    ),
    on(
      'a CA file that is no PEM',
      { ...cluster('server: "%HTTPS%/a", certificate-authority: "%DIR%/x"'), x: 'hello' },
      /no certificate in PEM|unable to load root certificates/,
    ),
    on(
      'a CA file that is empty',
      { ...cluster('server: "%HTTPS%/a", certificate-authority: "%DIR%/x"'), x: '' },
      /certificate/,
    ),
    on(
      'a CA file that is a key',
      cluster('server: "%HTTPS%/a", certificate-authority: "%DIR%/client.key"'),
      /no certificate in PEM|unable to load root certificates/,
    ),
    on(
      'a CA that is not base64',
      cluster('server: "%HTTPS%/a", certificate-authority-data: "***"'),
      /illegal base64 data/,
    ),
    on(
      'a CA that is PEM, not base64',
      cluster('server: "%HTTPS%/a", certificate-authority-data: "-----BEGIN CERTIFICATE-----"'),
      /illegal base64 data/,
    ),
    on(
      'a CA that is base64, not PEM',
      cluster('server: "%HTTPS%/a", certificate-authority-data: aGVsbG8='),
      /unable to load root certificates/,
    ),
    on(
      'a CA of base64 without its padding',
      cluster('server: "%HTTPS%/a", certificate-authority-data: aGVsbG8'),
      /illegal base64 data/,
    ),
    on(
      'a CA of base64 over several lines',
      cluster('server: "%HTTPS%/a", certificate-authority-data: "aGVs\\nbG8="'),
      /unable to load root certificates/,
    ),
    on(
      'a CA of base64 with a space',
      cluster('server: "%HTTPS%/a", certificate-authority-data: "aGVs bG8="'),
      /illegal base64 data/,
    ),
    on(
      'a CA that is DATA+OMITTED',
      cluster('server: "%HTTPS%/a", certificate-authority-data: DATA+OMITTED'),
      /unable to load root certificates/,
    ),
    on(
      'a CA that is REDACTED',
      cluster('server: "%HTTPS%/a", certificate-authority-data: REDACTED'),
      /unable to load root certificates/,
    ),
    on('an empty CA', cluster('server: "%HTTPS%/a", certificate-authority-data: ""'), /certificate/),
    on(
      'tls-server-name',
      cluster(`server: "%HTTPS%/a", tls-server-name: localhost, ${CA}`),
      'https/a default Bearer t',
    ),
    on(
      'a wrong tls-server-name',
      cluster(`server: "%HTTPS%/a", tls-server-name: wrong.example, ${CA}`),
      /certificate.* (?:it is for|is valid for) .*localhost/,
    ),
    on(
      'proxy-url of another scheme',
      cluster(`server: "%HTTPS%/a", proxy-url: "ftp://x", ${CA}`),
      /unsupported scheme "ftp", must be http, https, or socks5/,
    ),
    on(
      'proxy-url without a scheme',
      cluster(`server: "%HTTPS%/a", proxy-url: "localhost:3128", ${CA}`),
      /invalid 'proxy-url' "localhost:3128" for cluster "c": unsupported scheme "localhost"/,
    ),
    on(
      'proxy-url that is no URL',
      cluster(`server: "%HTTPS%/a", proxy-url: "http://a b", ${CA}`),
      /invalid 'proxy-url' "http:\/\/a b" for cluster "c": could not parse/,
    ),
    on(
      'an empty proxy-url',
      cluster(`server: "%HTTPS%/a", proxy-url: "", ${CA}`),
      'https/a default Bearer t',
    ),
  ],
};
