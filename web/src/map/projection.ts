/**
 * Puts a country on the page by Albers' equal-area conic projection, centred on its own outlines, so that areas compare.
 * A country is small and outlines come as points, so the dozen lines of Snyder (1987, pp. 98–103) serve; d3-geo's clipping and resampling
 * for whole globes would be a tenth of the page. The tests hold it to Snyder's numerical example.
 */
import type { Report } from '../lib/report';

type Land = Pick<Report, 'outlines' | 'places'>;
type Point = [number, number];

export interface Projected {
  /** SVG path data per outline. */
  outlines: { unit: number | string; path: string }[];
  point(lon: number, lat: number): Point;
}

const RADIANS = Math.PI / 180;

/** Albers on the unit sphere, north up (y grows northwards). Standard parallels and origin in degrees. */
export function albers(parallels: Point, origin: { lon: number; lat: number }): (lon: number, lat: number) => Point {
  const [first, second] = [Math.sin(parallels[0] * RADIANS), Math.sin(parallels[1] * RADIANS)];
  // Parallels mirrored at the equator would make a cylinder; a hair keeps it a very slender cone.
  const n = (first + second) / 2 || 1e-9;
  const c = 1 - first * first + 2 * n * first;
  const rho = (lat: number) => Math.sqrt(Math.max(0, c - 2 * n * Math.sin(lat * RADIANS))) / n;
  const rho0 = rho(origin.lat);
  return (lon, lat) => {
    const theta = n * (lon - origin.lon) * RADIANS;
    return [rho(lat) * Math.sin(theta), rho0 - rho(lat) * Math.cos(theta)];
  };
}

/** Every ring of every outline, and the places, which alone decide the frame when there are no outlines. */
function ringsOf(land: Land): { unit: number | string; rings: number[][][] }[] {
  return land.outlines.features.map(({ geometry, properties }) => ({
    unit: properties.unit,
    rings: (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).flat(),
  }));
}

function extent(points: Iterable<number[]>): { x0: number; x1: number; y0: number; y1: number } {
  const box = { x0: Infinity, x1: -Infinity, y0: Infinity, y1: -Infinity };
  for (const [x = 0, y = 0] of points) {
    box.x0 = Math.min(box.x0, x);
    box.x1 = Math.max(box.x1, x);
    box.y0 = Math.min(box.y0, y);
    box.y1 = Math.max(box.y1, y);
  }
  return box;
}

/**
 * Longitudes that run on across the 180th meridian, where a country lies on both sides of it (the United States, Russia, Fiji):
 * they begin after the widest stretch in which the country has nothing.
 */
export function unbroken(longitudes: number[]): (lon: number) => number {
  const sorted = [...longitudes].sort((a, b) => a - b);
  let [first, widest] = [sorted[0] ?? 0, (sorted[0] ?? 0) + 360 - (sorted.at(-1) ?? 0)];
  sorted.forEach((lon, i) => {
    const gap = lon - (sorted[i - 1] ?? lon);
    if (gap > widest) [first, widest] = [lon, gap];
  });
  return (lon) => (lon < first ? lon + 360 : lon);
}

/** Rings smaller than this share of the largest are islets. */
const ISLET = 0.05;
/** Degrees within which a place stands on a ring: outlines are simplified. */
const NEAR = 0.2;

/**
 * Whether each ring belongs to the frame of the map. An islet without a place does not: Easter Island, where no town is large enough to be one,
 * would push Chile into a corner. A country of islets alone is its islets.
 */
export function framing(rings: number[][][], places: number[][]): boolean[] {
  const boxes = rings.map(extent);
  const size = (box: ReturnType<typeof extent>) => Math.max(box.x1 - box.x0, box.y1 - box.y0);
  const least = ISLET * Math.max(0, ...boxes.map(size));
  const inhabited = (box: ReturnType<typeof extent>) =>
    places.some(([x = 0, y = 0]) => x >= box.x0 - NEAR && x <= box.x1 + NEAR && y >= box.y0 - NEAR && y <= box.y1 + NEAR);
  return boxes.map((box) => size(box) >= least || inhabited(box));
}

/** The country on the plane, before it is fitted to a page. Standard parallels a sixth from the top and the bottom. */
function plane(land: Land) {
  const outlines = ringsOf(land);
  const rings = outlines.flatMap((outline) => outline.rings);
  const places = land.places.map((place) => [place.lon, place.lat]);
  const east = unbroken([...rings.flat(), ...places].map(([lon = 0]) => lon));
  const running = (points: number[][]) => points.map(([lon = 0, lat = 0]) => [east(lon), lat]);
  const kept = framing(rings.map(running), running(places));
  const points = [...rings.filter((_, i) => kept[i]).flat(), ...places];
  const degrees = extent(running(points));
  const sixth = (degrees.y1 - degrees.y0) / 6;
  const cone = albers([degrees.y0 + sixth, degrees.y1 - sixth], { lon: (degrees.x0 + degrees.x1) / 2, lat: (degrees.y0 + degrees.y1) / 2 });
  const project = (lon: number, lat: number) => cone(east(lon), lat);
  return { outlines, project, box: extent(points.map(([lon = 0, lat = 0]) => project(lon, lat))) };
}

/** Without outlines the outermost places lie on the frame, so their marks need room. */
const marginFor = (land: Land, width: number) => (land.outlines.features.length > 0 ? Math.min(10, width * 0.02) : Math.max(18, width * 0.08));

export function project(land: Land, width: number, height: number): Projected {
  const margin = marginFor(land, width);
  const { outlines, project, box } = plane(land);
  const scale = Math.min((width - 2 * margin) / (box.x1 - box.x0 || 1), (height - 2 * margin) / (box.y1 - box.y0 || 1));
  const point = (lon: number, lat: number): Point => {
    const [x, y] = project(lon, lat);
    return [width / 2 + (x - (box.x0 + box.x1) / 2) * scale, height / 2 - (y - (box.y0 + box.y1) / 2) * scale];
  };
  const written = ([lon = 0, lat = 0]: number[]) =>
    point(lon, lat)
      .map((value) => value.toFixed(1))
      .join(' ');
  return {
    point,
    outlines: outlines.map(({ unit, rings }) => ({ unit, path: rings.map((ring) => `M${ring.map(written).join('L')}Z`).join('') })),
  };
}

/** The height that suits the country at this width: its own proportions, within what fits a screen. */
export function heightFor(land: Land, width: number): number {
  const { box } = plane(land);
  const ratio = (box.x1 - box.x0) / (box.y1 - box.y0 || 1);
  return Math.round(width / Math.min(2.4, Math.max(0.9, Number.isFinite(ratio) ? ratio : 1.6)) + 8);
}
