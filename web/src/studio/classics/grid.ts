/** Draws a tick of the grid. Sites differ by shape as well as by colour: rings are quiet, discs active, crosses jailed, squares cops. */

export const SITES = ['empty', 'quiet', 'active', 'jailed', 'cop'] as const;

export function decode(text: string): Uint8Array {
  const raw = atob(text);
  const sites = new Uint8Array(raw.length);
  for (let index = 0; index < raw.length; index++) sites[index] = raw.charCodeAt(index);
  return sites;
}

export interface SiteInks {
  ground: string;
  quiet: string;
  active: string;
  jailed: string;
  cop: string;
}

/** `size` is the width of the drawing in pixels of the screen. */
export function drawGrid(canvas: HTMLCanvasElement, sites: Uint8Array, columns: number, rows: number, size: number, inks: SiteInks): void {
  const density = Math.min(3, window.devicePixelRatio || 1);
  const cell = (size * density) / columns;
  const [w, h] = [Math.round(size * density), Math.round(cell * rows)];
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = inks.ground;
  context.fillRect(0, 0, w, h);
  const reach = cell * 0.36;
  // One path for each kind: a thousand calls less in every frame.
  const paths = { quiet: new Path2D(), active: new Path2D(), jailed: new Path2D(), cop: new Path2D() };
  sites.forEach((site, index) => {
    const x = ((index % columns) + 0.5) * cell;
    const y = (Math.floor(index / columns) + 0.5) * cell;
    if (site === 1 || site === 2) {
      const path = site === 1 ? paths.quiet : paths.active;
      const radius = site === 1 ? reach * 0.78 : reach;
      path.moveTo(x + radius, y);
      path.arc(x, y, radius, 0, 2 * Math.PI);
    } else if (site === 3) {
      paths.jailed.moveTo(x - reach, y - reach);
      paths.jailed.lineTo(x + reach, y + reach);
      paths.jailed.moveTo(x + reach, y - reach);
      paths.jailed.lineTo(x - reach, y + reach);
    } else if (site === 4) {
      paths.cop.rect(x - reach, y - reach, reach * 2, reach * 2);
    }
  });
  context.lineWidth = Math.max(1, cell * 0.11);
  context.strokeStyle = inks.quiet;
  context.stroke(paths.quiet);
  context.fillStyle = inks.active;
  context.fill(paths.active);
  context.strokeStyle = inks.jailed;
  context.stroke(paths.jailed);
  context.fillStyle = inks.cop;
  context.fill(paths.cop);
}
