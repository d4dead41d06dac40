/** The tour of five steps: begun by whoever asks for it, left at any step, and remembered. */
import { session } from '../state/session.svelte';
import { STEPS } from './steps';

const KEY = 'groundswell-tour';

class Tour {
  step = $state<number | null>(null);
  done = $state(false);

  constructor() {
    try {
      this.done = localStorage.getItem(KEY) === 'done';
    } catch {
      // Without storage it is offered each time.
    }
  }

  begin(): void {
    session.go('country');
    this.step = 0;
  }

  next(): void {
    if (this.step === null || this.step >= STEPS.length - 1) this.end();
    else this.step++;
  }

  end(): void {
    this.step = null;
    this.done = true;
    try {
      localStorage.setItem(KEY, 'done');
    } catch {
      // As above.
    }
  }
}

export const tour = new Tour();

/** A list that could not be fetched leaves its door empty; the address bar of the server is wrong for all of them then. */
export function fail(error: unknown): void {
  console.warn(error);
}
