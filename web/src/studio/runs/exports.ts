/** The tables of a run: one entry for each, the parts of a large one together. */
import type { Run } from '../api/client';

export interface TableFile {
  name: string;
  path: string;
  bytes: number;
  /** One Parquet file; a table in parts can be had as CSV in one piece. */
  whole: boolean;
}

export function exportsOf(files: Run['files']): { report: boolean; tables: TableFile[] } {
  const tables = new Map<string, TableFile>();
  for (const file of files) {
    const part = /^(.*)\/part-\d+\.parquet$/.exec(file.path);
    if (part?.[1]) {
      const path = part[1];
      const known = tables.get(path);
      if (known) known.bytes += file.bytes;
      else tables.set(path, { name: path.replace(/^data\//, ''), path, bytes: file.bytes, whole: false });
    } else if (file.path.endsWith('.parquet')) {
      tables.set(file.path, { name: file.path.replace(/^data\//, '').replace(/\.parquet$/, ''), path: file.path, bytes: file.bytes, whole: true });
    }
  }
  return { report: files.some((file) => file.path === 'report.html'), tables: [...tables.values()].sort((a, b) => a.name.localeCompare(b.name, 'en')) };
}
