/** Numbers behind a chart as CSV: full precision, a point as decimal mark, one heading. */

export type Cell = string | number | null;

const cell = (value: Cell): string => {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return '';
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const csvText = (rows: readonly (readonly Cell[])[]): string => `${rows.map((row) => row.map(cell).join(',')).join('\n')}\n`;

export const csvBlob = (rows: readonly (readonly Cell[])[]): Blob => new Blob([csvText(rows)], { type: 'text/csv;charset=utf-8' });
