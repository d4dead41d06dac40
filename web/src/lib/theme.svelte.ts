/** Light or dark: the system's choice until the reader makes one. Paper is always light. */

const KEY = 'groundswell-theme';

class Theme {
  #system = $state<'light' | 'dark'>('light');
  #chosen = $state<'light' | 'dark' | null>(null);
  printing = $state(false);

  get current(): 'light' | 'dark' {
    return this.printing ? 'light' : (this.#chosen ?? this.#system);
  }

  start(): void {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    this.#system = dark.matches ? 'dark' : 'light';
    dark.addEventListener('change', () => (this.#system = dark.matches ? 'dark' : 'light'));
    const paper = matchMedia('print');
    paper.addEventListener('change', () => (this.printing = paper.matches));
    try {
      const kept = localStorage.getItem(KEY);
      if (kept === 'light' || kept === 'dark') this.#chosen = kept;
    } catch {
      // A page opened from disk may have no storage; the choice then lasts as long as the page.
    }
  }

  toggle(): void {
    this.#chosen = this.current === 'dark' ? 'light' : 'dark';
    try {
      localStorage.setItem(KEY, this.#chosen);
    } catch {
      // As above.
    }
  }
}

export const theme = new Theme();
