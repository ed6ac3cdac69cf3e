export function asCommonJs(text: string): string;

export function checkNoCycle(texts: ReadonlyMap<string, string>): void;
