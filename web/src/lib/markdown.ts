/**
 * The Markdown that mechanism pages use, as a tree of blocks: headings, paragraphs, lists, tables, quotations, code.
 * It is drawn as elements and text, never as HTML, so nothing in a page can become markup.
 */

export type Inline = { kind: 'text' | 'code' | 'strong' | 'emphasis'; text: string } | { kind: 'link'; text: string; address: string };

export type Block =
  | { kind: 'heading'; level: number; content: Inline[] }
  | { kind: 'paragraph' | 'quote'; content: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] };

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g;
const FENCE = /^\s*```/;
const HEADING = /^(#{1,6})\s+(.*)$/;
const ITEM = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/;
const RULE = /^\s*\|?\s*:?-{3,}/;

/** Only web addresses become links; anything else stays the text it is. */
export function inline(text: string): Inline[] {
  const parts: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) });
    const [whole, code, strong, emphasis, label, address] = match;
    if (code !== undefined) parts.push({ kind: 'code', text: code });
    else if (strong !== undefined) parts.push({ kind: 'strong', text: strong });
    else if (emphasis !== undefined) parts.push({ kind: 'emphasis', text: emphasis });
    else parts.push({ kind: 'link', text: label ?? '', address: address ?? '' });
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

function cells(line: string): Inline[][] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => inline(cell.trim()));
}

export function blocks(source: string): Block[] {
  const lines = source.replaceAll('\r\n', '\n').split('\n');
  const found: Block[] = [];
  let at = 0;
  /** Takes lines while `keep` holds. */
  const take = (keep: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && keep(lines[at] ?? '')) at++;
    return lines.slice(from, at);
  };
  const startsBlock = (line: string, next: string) =>
    line.trim() === '' || FENCE.test(line) || HEADING.test(line) || ITEM.test(line) || line.startsWith('>') || (line.includes('|') && RULE.test(next));

  while (at < lines.length) {
    const line = lines[at] ?? '';
    const heading = HEADING.exec(line);
    const item = ITEM.exec(line);
    if (line.trim() === '') {
      at++;
    } else if (FENCE.test(line)) {
      at++;
      const text = take((inside) => !FENCE.test(inside)).join('\n');
      at++;
      found.push({ kind: 'code', text });
    } else if (heading) {
      at++;
      found.push({ kind: 'heading', level: heading[1]?.length ?? 1, content: inline(heading[2] ?? '') });
    } else if (item) {
      const items: string[] = [];
      // A line that is indented and no item goes on with the item before it.
      for (const taken of take((next) => ITEM.test(next) || (/^\s+\S/.test(next) && !FENCE.test(next)))) {
        const match = ITEM.exec(taken);
        if (match) items.push(match[2] ?? '');
        else items[items.length - 1] += ` ${taken.trim()}`;
      }
      found.push({ kind: 'list', ordered: item[1] !== undefined, items: items.map(inline) });
    } else if (line.startsWith('>')) {
      const text = take((next) => next.startsWith('>'))
        .map((quoted) => quoted.replace(/^>\s?/, ''))
        .join(' ');
      found.push({ kind: 'quote', content: inline(text) });
    } else if (line.includes('|') && RULE.test(lines[at + 1] ?? '')) {
      at += 2;
      const rows = take((next) => next.includes('|')).map(cells);
      found.push({ kind: 'table', head: cells(line), rows });
    } else {
      const first = at++;
      take((next) => !startsBlock(next, lines[at + 1] ?? ''));
      found.push({ kind: 'paragraph', content: inline(lines.slice(first, at).join(' ')) });
    }
  }
  return found;
}
