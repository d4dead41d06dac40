/** Which parameters the reader's search leaves. */
import type { Parameter } from '../lib/report';

type Searched = Pick<Parameter, 'path' | 'meaning' | 'source' | 'mechanism' | 'changed' | 'mark'>;

const plain = (text: string) => text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');

/** Every word must occur somewhere in the path, the meaning or the source. */
export function matches(parameter: Searched, words: string, changedOnly: boolean, mark: string): boolean {
  if (changedOnly && !parameter.changed) return false;
  if (mark && parameter.mark !== mark) return false;
  const text = plain(`${parameter.path} ${parameter.meaning} ${parameter.source} ${parameter.mechanism}`);
  return plain(words)
    .split(/\s+/)
    .every((word) => text.includes(word));
}
