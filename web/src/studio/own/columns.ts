/** The columns of a table of one's own: its heading, and which of them are probably what. */

const LOOKED_AT = 1 << 14;

/** The names in the first line of a file that is text; none of an archive. */
export async function headOf(file: File): Promise<string[]> {
  if (/\.(gz|zip)$/i.test(file.name)) return [];
  const text = await file.slice(0, LOOKED_AT).text();
  return fields((text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '').trim());
}

/** A heading's fields, by whichever of comma, semicolon and tab parts it most. */
export function fields(line: string): string[] {
  const mark = [',', ';', '\t'].map((sign) => ({ sign, count: line.split(sign).length })).sort((a, b) => b.count - a.count)[0]?.sign ?? ',';
  const found: string[] = [];
  let field = '';
  let quoted = false;
  for (const letter of line) {
    if (letter === '"') quoted = !quoted;
    else if (letter === mark && !quoted) {
      found.push(field.trim());
      field = '';
    } else field += letter;
  }
  return [...found, field.trim()].filter((name, index, all) => name !== '' && all.indexOf(name) === index);
}

const LIKE: Readonly<Record<string, RegExp>> = {
  date: /^(event_?)?(date|day|datum|jour|дата|күні)/i,
  place: /^(place|town|city|location|ville|lieu|город|қала)/i,
  size: /^(size|crowd|participants|people|workers|number|nombre|участник)/i,
  lat: /^lat/i,
  lon: /^(lon|lng)/i,
  admin1: /^(admin1|region|state|province|oblast|регион|область)/i,
  country: /^(country|pays|страна)/i,
  deaths: /^(deaths|fatalities|killed|morts)/i,
  kind: /^(kind|type|event_type)/i,
  id: /^(id|event_id)$/i,
};

/** For each thing that a column can be named for, the first column that looks like it. */
export function guess(head: readonly string[], names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, head.find((column) => (LIKE[name] ?? new RegExp(`^${name}$`, 'i')).test(column)) ?? '']));
}
