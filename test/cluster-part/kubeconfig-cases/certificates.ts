import {
  KEEPS_CREDENTIAL,
  type KubeconfigCases,
  on,
  oneContext,
} from '../../support/kubeconfigs/kubeconfig-cases.ts';

const user = (fields: string): { config: string } => ({ config: oneContext({ user: fields }) });
const CERTIFICATE = 'client-certificate-data: %CERT%, client-key-data: %KEY%';

export const certificateCases: KubeconfigCases = {
  about: 'client certificates',
  source:
    'client-go tools/clientcmd/validation.go (validateAuthInfo), transport/transport.go, crypto/tls (X509KeyPair)',
  cases: [
    on('a certificate', user(CERTIFICATE), 'https/a default cert=jane'),
    on(
      'a certificate in files',
      user('client-certificate: ../client.crt, client-key: ../client.key'),
      'https/a default cert=jane',
    ),
    on(
      'a certificate in a file, its key as data',
      user('client-certificate: ../client.crt, client-key-data: %KEY%'),
      'https/a default cert=jane',
    ),
    on('a certificate and a token', user(`${CERTIFICATE}, token: t`), 'https/a default Bearer t cert=jane'),
    on(
      'a certificate without its key',
      user('client-certificate-data: %CERT%'),
      /client-key-data or client-key must be specified for c to use the clientCert authentication method/,
    ),
    on(
      'a certificate without its key, with a token',
      user('client-certificate-data: %CERT%, token: t'),
      /client-key-data or client-key must be specified for c/,
    ),
    on(
      'a key without its certificate',
      user('client-key-data: %KEY%'),
      /client-key without client-certificate/,
      KEEPS_CREDENTIAL,
    ),
    on(
      'a key without its certificate, with a token',
      user('client-key-data: %KEY%, token: t'),
      'https/a default Bearer t',
    ),
    on(
      'a certificate as data and in a file',
      user(`${CERTIFICATE}, client-certificate: ../client.crt`),
      /client-cert-data and client-cert are both specified for c/,
    ),
    on(
      'a key as data and in a file',
      user(`${CERTIFICATE}, client-key: ../client.key`),
      /client-key-data and client-key are both specified for c/,
    ),
    on(
      'a certificate in a file that is missing',
      user('client-certificate: none, client-key-data: %KEY%'),
      /unable to read client-cert DIR\/.kube\/none for c/,
    ),
    on(
      'a key in a file that is missing',
      user('client-certificate-data: %CERT%, client-key: none'),
      /unable to read client-key DIR\/.kube\/none for c/,
    ),
    on(
      'a certificate in a file that is missing, beside data',
      user(`${CERTIFICATE}, client-certificate: none`),
      /both specified/,
    ),
    on(
      'a certificate that is not base64',
      user('client-certificate-data: "***", client-key-data: %KEY%'),
      /illegal base64 data/,
    ),
    on(
      'a certificate that is not PEM',
      user('client-certificate-data: aGVsbG8=, client-key-data: %KEY%'),
      /failed to find any PEM data in certificate input/,
    ),
    on(
      'a key that is not PEM',
      user('client-certificate-data: %CERT%, client-key-data: aGVsbG8='),
      /failed to find any PEM data in key input/,
    ),
    on(
      'a key that is DATA+OMITTED',
      user('client-certificate-data: %CERT%, client-key-data: DATA+OMITTED'),
      /failed to find any PEM data in key input/,
    ),
    on(
      'a key that is REDACTED',
      user('client-certificate-data: %CERT%, client-key-data: REDACTED'),
      /failed to find any PEM data in key input/,
    ),
    on(
      'a key for a certificate and the other way round',
      user('client-certificate-data: %KEY%, client-key-data: %CERT%'),
      /client-certificate-data of the user "c" holds no certificate in PEM/,
      { kubectl: /PEM inputs may have been switched/, why: 'podscope says which field it is' },
    ),
    on(
      "a key that is not the certificate's",
      user('client-certificate-data: %CA%, client-key-data: %KEY%'),
      /client-key-data of the user "c" is not the key of client-certificate-data/,
      { kubectl: /private key does not match public key/, why: 'podscope says which fields they are' },
    ),
    on(
      'a certificate in a file that is no PEM',
      { ...user('client-certificate: x, client-key-data: %KEY%'), '.kube/x': 'hello' },
      /client-certificate DIR\/.kube\/x of the user "c" holds no certificate in PEM/,
      { kubectl: /failed to find any PEM data in certificate input/, why: 'podscope says which file it is' },
    ),
    on(
      'a certificate, over http',
      { config: oneContext({ cluster: 'server: "%HTTP%/a"', user: CERTIFICATE }) },
      'http/a default -',
    ),
  ],
};
