import { isJson, type Json } from './patches/patch.ts';

/** The fields of what may be an object; none where it is not. */
export const fields = (value: unknown): Json => (isJson(value) ? value : {});

/** The objects of what may be a list. */
export const items = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : []);

/** A whole number where there is one. */
export const count = (value: unknown, otherwise = 0): number =>
  typeof value === 'number' ? value : otherwise;

export const text = (value: unknown, otherwise = ''): string =>
  typeof value === 'string' ? value : otherwise;

/** What `spec`, `status` and so on hold. */
export const specOf = (object: { readonly [field: string]: unknown }): Json => fields(object['spec']);
export const statusOf = (object: { readonly [field: string]: unknown }): Json => fields(object['status']);
