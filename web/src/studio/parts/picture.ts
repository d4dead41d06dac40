/** Pictures to save: a chart or a map as one SVG file with its colours written into it, or that SVG as PNG. */

const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'opacity',
  'font-size',
  'font-weight',
  'text-anchor',
  'paint-order',
] as const;
const FONT = 'system-ui, sans-serif';
const LINE = 18;
/** Pixels above what is drawn: the line of the title. */
export const TOP = LINE * 1.6;

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The content of an `svg` element with what style sheets say of it as attributes, so that it looks the same anywhere. */
function content(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [[...svg.querySelectorAll('*')], [...copy.querySelectorAll('*')]];
  from.forEach((element, index) => {
    const target = to[index];
    if (!target || element.tagName === 'title') return;
    const computed = getComputedStyle(element);
    for (const name of STYLES) target.setAttribute(name, computed.getPropertyValue(name));
    target.removeAttribute('class');
  });
  return copy.innerHTML.replaceAll(/<!--.*?-->/g, '');
}

/** What an entry of the key shows, and says. */
export interface KeyEntry {
  width: number;
  height: number;
  body: string;
  text: string;
}

export interface Picture {
  title: string;
  key: KeyEntry[];
  /** What the reader of the picture must know: scenario, run, what the bands are. */
  notes: string[];
  width: number;
  height: number;
  body: string;
}

/** The key that stands beside what is drawn: each entry's sign with its words. */
function keyOf(root: Element): KeyEntry[] {
  const list = root.querySelector('ul.key, ul.sizes') ?? root.parentElement?.querySelector('ul.key, ul.sizes');
  return [...(list?.querySelectorAll('li') ?? [])].flatMap((item) => {
    const svg = item.querySelector('svg');
    const text = item.textContent?.trim() ?? '';
    if (!svg || !text) return [];
    return [{ width: Number(svg.getAttribute('width') ?? 16), height: Number(svg.getAttribute('height') ?? 12), body: content(svg), text }];
  });
}

/** Letters are about this wide at the size of the key. */
const LETTER = 6.3;

/** The key in rows as wide as the picture: what is drawn of it, and how high it is. */
function keyText(key: readonly KeyEntry[], width: number, top: number, colour: string): { drawn: string; height: number } {
  let [x, y] = [8, top];
  let row = 0;
  let drawn = '';
  for (const entry of key) {
    const length = entry.width + 6 + entry.text.length * LETTER + 18;
    if (x > 8 && x + length > width) {
      [x, y] = [8, y + row + 6];
      row = 0;
    }
    const high = Math.max(entry.height, LINE - 4);
    row = Math.max(row, high);
    drawn += `<g transform="translate(${x.toFixed(1)} ${(y + (high - entry.height) / 2).toFixed(1)})">${entry.body}</g>`;
    drawn += `<text x="${(x + entry.width + 6).toFixed(1)}" y="${(y + high / 2 + 4).toFixed(1)}" font-size="11" fill="${colour}">${escape(entry.text)}</text>`;
    x += length;
  }
  return { drawn, height: key.length ? y + row + 6 - top : 0 };
}

/** Everything drawn in `svg` elements inside `root`, in order; `between` goes above the first of them. */
export function picture(root: Element, title: string, notes: string[], between = ''): Picture | null {
  const [first, ...others] = root.querySelectorAll<SVGSVGElement>('svg');
  if (!first) return null;
  const box = first.viewBox.baseVal;
  return { title, notes, key: keyOf(root), width: box.width, height: box.height, body: content(first) + between + others.map(content).join('') };
}

export function svgText({ title, notes, key, width, height, body }: Picture): string {
  const styles = getComputedStyle(document.documentElement);
  const ink = (name: string) => styles.getPropertyValue(name).trim();
  const top = TOP;
  const made = keyText(key, width, top + height + 6, ink('--soft'));
  const below = top + height + (made.height ? made.height + 6 : 0);
  const whole = below + LINE * (notes.length + 0.6);
  const line = (text: string, y: number, size: number, colour: string, weight: number) =>
    `<text x="8" y="${y.toFixed(1)}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escape(text)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${whole.toFixed(1)}" width="${width}" height="${whole.toFixed(1)}" font-family="${FONT}">`,
    `<title>${escape(title)}</title><rect width="100%" height="100%" fill="${ink('--paper')}"/>`,
    line(title, LINE, 14, ink('--ink'), 600),
    `<g transform="translate(0 ${top})">${body}</g>`,
    made.drawn,
    ...notes.map((note, index) => line(note, below + LINE * (index + 0.9), 11, ink('--soft'), 400)),
    '</svg>',
  ].join('\n');
}

export function save(name: string, data: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(data);
  link.download = name;
  link.click();
  // The browser has taken the data once the click is over; a moment more costs nothing.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export const svgBlob = (made: Picture): Blob => new Blob([svgText(made)], { type: 'image/svg+xml' });

/** Twice the size of the screen, for paper. */
export async function pngBlob(made: Picture, density = 2): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(made))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: Math.round(image.width * density), height: Math.round(image.height * density) });
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('PNG'))), 'image/png'));
}
