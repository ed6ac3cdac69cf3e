const DIGEST_SHOWN = 7;

/**
 * An image as a narrow column shows it: without registry and path, with its tag, and with the
 * beginning of its digest (`registry.k8s.io/pause:3.10` → `pause:3.10`).
 */
export function shortImage(image: string): string {
  const at = image.indexOf('@');
  const name = at < 0 ? image : image.slice(0, at);
  const short = name.slice(name.lastIndexOf('/') + 1);
  return at < 0 ? short : `${short}@${shortDigest(image.slice(at + 1))}`;
}

function shortDigest(digest: string): string {
  const colon = digest.indexOf(':');
  return digest.slice(0, colon + 1 + DIGEST_SHOWN);
}
