import type { Part, Word } from '../shell/shell.ts';

/**
 * A text with `$(NAME)` in it, as the kubelet expands it: a name that is not known stays as it is written, and `$$`
 * is a dollar (third_party/forked/golang/expansion of Kubernetes).
 */
export function expanded(text: string, valueOf: (name: string) => Word | undefined): Word {
  const parts: Part[] = [];
  const last = text.lastIndexOf(')');
  let plain = '';
  for (let at = 0; at < text.length; at++) {
    if (text.startsWith('$(', at) && at < last) {
      const close = text.indexOf(')', at);
      const name = text.slice(at + 2, close);
      const value = valueOf(name);
      if (value) parts.push(plain, ...value);
      plain = value ? '' : `${plain}$(${name})`;
      at = close;
    } else {
      plain += text[at] ?? '';
      if (text.startsWith('$$', at)) at++;
    }
  }
  return [...parts, plain].filter((part) => part !== '');
}

/** The text of a word that is nothing but text. */
export function textOfWord(word: Word): string | undefined {
  return word.every((part) => typeof part === 'string') ? word.join('') : undefined;
}
