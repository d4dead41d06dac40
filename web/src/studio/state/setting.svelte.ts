/** What the reader has changed from the scenario, with undo and redo. */
import type { Parameter, Value } from '../api/client';
import type { Settings } from './address';

/** Moves of one slider within this time are one step back. */
const TOGETHER_MILLISECONDS = 900;

export class Setting {
  values = $state.raw<Settings>({});
  #past = $state.raw<Settings[]>([]);
  #future = $state.raw<Settings[]>([]);
  #last = { path: '', time: -Infinity };

  readonly count = $derived(Object.keys(this.values).length);
  readonly canUndo = $derived(this.#past.length > 0);
  readonly canRedo = $derived(this.#future.length > 0);

  /** Without a way back: what an address brings, or a run that is opened. */
  load(values: Settings): void {
    this.values = { ...values };
    this.#past = [];
    this.#future = [];
  }

  /** Sets a parameter; a value equal to the scenario's own is no change. `now` is a time in milliseconds. */
  set(parameter: Pick<Parameter, 'path' | 'value'>, value: Value, now = performance.now()): void {
    const { path } = parameter;
    const next = { ...this.values };
    if (value === parameter.value) delete next[path];
    else next[path] = value;
    if (next[path] === this.values[path]) return;
    if (this.#last.path !== path || now - this.#last.time > TOGETHER_MILLISECONDS) this.#past = [...this.#past, this.values];
    this.#last = { path, time: now };
    this.#future = [];
    this.values = next;
  }

  reset(paths: string[]): void {
    const gone = paths.filter((path) => path in this.values);
    if (gone.length === 0) return;
    this.#past = [...this.#past, this.values];
    this.#future = [];
    this.#last.path = '';
    this.values = Object.fromEntries(Object.entries(this.values).filter(([path]) => !gone.includes(path)));
  }

  undo(): void {
    const before = this.#past.at(-1);
    if (!before) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, this.values];
    this.#last.path = '';
    this.values = before;
  }

  redo(): void {
    const after = this.#future.at(-1);
    if (!after) return;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, this.values];
    this.#last.path = '';
    this.values = after;
  }
}
