import { isJson, type Json } from '../api/patches/patch.ts';

/** A Secret as it is stored: what was given as text is kept in base64 (pkg/apis/core/v1/conversion.go and defaults.go). */
export function storedSecret({ stringData, ...secret }: Json): Json {
  const texts = isJson(stringData) ? Object.entries(stringData) : [];
  const encoded = texts.map(([key, text]) => [key, Buffer.from(String(text)).toString('base64')] as const);
  const data = isJson(secret['data']) ? secret['data'] : {};
  return {
    type: 'Opaque',
    ...secret,
    ...(encoded.length > 0 && { data: { ...data, ...(Object.fromEntries(encoded) as Json) } }),
  };
}
