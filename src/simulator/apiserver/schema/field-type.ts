/**
 * What a field holds: a scalar, another type of the table, `[]` of one, or `map:` of strings to one. `int?` and `bool?`
 * are told even where they are zero or false; `object` is anything else, which is not looked into.
 */
export type FieldType = string;

/** The fields of a type: their numbers on the wire and what they hold. */
export type Fields = Readonly<Record<string, readonly [number: number, type: FieldType]>>;
