/** Which towns carry their name, and on which side: the weightiest first, as many as fit without touching. */
import type { Place } from '../lib/report';

export interface Label {
  place: number;
  x: number;
  y: number;
  anchor: 'start' | 'end';
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Cyrillic letters are wider than Latin ones. */
const letter = (name: string): number => (/[Ѐ-ӿ]/.test(name) ? 7.6 : 6.2);
const LINE = 13;
const GAP = 7;
/** Marks up to this radius may be crossed. */
const SMALL = 5;

/** The name on a map, where the point says which of several towns it is: «Boston (Massachusetts)» is Boston there. */
export const onMap = (name: string): string => name.replace(/ \([^()]+\)$/, '');

const touch = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * `weight` decides the order and must not change with the clock, or names would flicker; nor must `room`, the largest radius of a mark that stands at a place:
 * its own name begins beside it, and no other name crosses it.
 */
export function place(
  places: Place[],
  points: [number, number][],
  width: number,
  weight: (place: number) => number,
  room: (place: number) => number = () => 0,
  /** The name as the map writes it. */
  named: (name: string) => string = (name) => name,
): Label[] {
  const most = Math.round(Math.max(6, Math.min(20, width / 42)));
  const order = places
    .map((_, index) => index)
    .filter((index) => places[index]?.kind === 'town')
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, most * 2);
  /** Marks that other names stay away from. */
  const marked = places.flatMap((_, index) => {
    const radius = room(index);
    const [x, y] = points[index] ?? [0, 0];
    return radius > SMALL ? [{ of: index, left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }] : [];
  });
  const taken: Box[] = [];
  const labels: Label[] = [];
  for (const index of order) {
    if (labels.length >= most) break;
    const [x, y] = points[index] ?? [0, 0];
    const name = onMap(named(places[index]?.name ?? ''));
    const length = name.length * letter(name);
    for (const anchor of ['start', 'end'] as const) {
      const gap = Math.max(GAP, room(index) + 3);
      const left = anchor === 'start' ? x + gap : x - gap - length;
      const box = { left, right: left + length, top: y - LINE / 2, bottom: y + LINE / 2 };
      if (box.left < 2 || box.right > width - 2 || taken.some((other) => touch(box, other)) || marked.some((mark) => mark.of !== index && touch(box, mark)))
        continue;
      taken.push(box);
      labels.push({ place: index, x: anchor === 'start' ? x + gap : x - gap, y: y + 4, anchor });
      break;
    }
  }
  return labels;
}
