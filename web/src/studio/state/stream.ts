/** The server-sent events of one job, each by its name. The browser reconnects by itself and asks for what it missed. */
import type { Happening } from '../api/client';
import { fill } from '../api/client';

/** `{Frames: …}` and so on: one object type with a field per event. */
type Fields<U> = U extends unknown ? { [K in keyof U]: U[K] } : never;
type Merge<U> = (U extends unknown ? (value: U) => void : never) extends (value: infer I) => void ? I : never;
export type Events = Merge<Fields<Happening>>;
export type Listener = { [K in keyof Events]?: (data: Events[K]) => void };

const LAST: readonly string[] = ['done', 'failed', 'cancelled'];

/** Listens until the last event or until the returned function is called. `lost` is told when the server is gone for good, `found` when it is back. */
export function listen(job: number, listener: Listener, connection: (alive: boolean) => void): () => void {
  const source = new EventSource(fill('/api/jobs/{id}/events', { id: job }));
  for (const [name, hear] of Object.entries(listener) as [string, (data: unknown) => void][]) {
    source.addEventListener(name, (event) => {
      // The browser would ask again after the end.
      if (LAST.includes(name)) source.close();
      hear(JSON.parse((event as MessageEvent<string>).data));
    });
  }
  source.onopen = () => connection(true);
  source.onerror = () => connection(false);
  return () => source.close();
}
