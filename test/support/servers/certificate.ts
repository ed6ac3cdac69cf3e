import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';

export interface Pair {
  readonly key: string;
  readonly cert: string;
}

const DAY = 86_400_000;

/** DER, ITU-T X.690: a tag, a length, and what is in it. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const bits = (bytes: Uint8Array): Buffer => der(0x03, Buffer.from([0]), bytes);
const time = (ms: number): Buffer =>
  der(0x17, Buffer.from(new Date(ms).toISOString().replace(/^..|[-:T]|\.\d+/g, '')));

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
const COMMON_NAME = oid('550403');
const BASIC_CONSTRAINTS = oid('551d13');
const ALTERNATIVE_NAMES = oid('551d11');
/** Without these two, of authorities of one name the wrong one would be tried. */
const SUBJECT_KEY = oid('551d0e');
const AUTHORITY_KEY = oid('551d23');
const TRUE = der(0x01, Buffer.from([255]));

const named = (name: string): Buffer =>
  sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(name)))));

/** `1.2.3.4`, or a name of the DNS. */
const alternative = (name: string): Buffer =>
  isIPv4(name) ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name));

interface Wanted {
  readonly subject: string;
  readonly names?: readonly string[];
  /** It ends after so many days; with -1 it ended yesterday. */
  readonly days?: number;
}

/** Who signs: with none, it signs itself and is an authority. */
interface Signer {
  readonly name: string;
  readonly key: KeyObject;
  readonly keyId: Uint8Array;
}

let serial = 1;

/** A key and a certificate for it (RFC 5280), in PEM; made here, so that the tests need no openssl. */
export function certificate(
  { subject, names = [], days = 1 }: Wanted,
  signer?: Signer,
): Pair & { readonly signer: Signer } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicInfo = publicKey.export({ type: 'spki', format: 'der' });
  const keyId = createHash('sha1').update(publicInfo).digest();
  const own = { name: subject, key: privateKey, keyId };
  const by = signer ?? own;
  const now = Date.now();
  const extension = (what: Buffer, ...value: Buffer[]): Buffer => sequence(what, der(0x04, ...value));
  const extensions = [
    extension(SUBJECT_KEY, der(0x04, keyId)),
    extension(AUTHORITY_KEY, sequence(der(0x80, by.keyId))),
    ...(signer ? [] : [extension(BASIC_CONSTRAINTS, sequence(TRUE))]),
    ...(names.length > 0 ? [extension(ALTERNATIVE_NAMES, sequence(...names.map(alternative)))] : []),
  ];
  const told = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1, serial >> 8, serial++ & 255])),
    ECDSA_WITH_SHA256,
    named(by.name),
    sequence(time(now - 2 * DAY), time(now + days * DAY)),
    named(subject),
    publicInfo,
    der(0xa3, sequence(...extensions)),
  );
  const whole = sequence(told, ECDSA_WITH_SHA256, bits(sign('sha256', told, by.key)));
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    signer: own,
  };
}

/** A key and a certificate of one's own for 127.0.0.1: it is its own authority. */
export function selfSigned(): Pair & { readonly ca: string } {
  const { key, cert } = certificate({ subject: 'podscope-test', names: ['127.0.0.1', 'localhost'] });
  return { key, cert, ca: cert };
}

/** A key and a certificate that a client may show. */
export function clientCertificate(name: string): Pair {
  const { key, cert } = certificate({ subject: name });
  return { key, cert };
}
