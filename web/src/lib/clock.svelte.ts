/** The hour that the whole page shows. The map, the curves and the lists all read this one clock. */

const HOURS_PER_SECOND = 9;
/** With reduced motion the picture jumps by a quarter of a day instead of sliding. */
const STEP_HOURS = 6;
const STEP_MILLISECONDS = 700;

export class Clock {
  /** Fractional while playing. */
  hour = $state(0);
  end = $state(0);
  playing = $state(false);
  /** Hours, or ticks, per second of play. */
  speed = HOURS_PER_SECOND;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The whole hour, for everything that is written rather than drawn. */
  readonly whole = $derived(Math.min(this.end, Math.floor(this.hour + 1e-6)));

  go(hour: number): void {
    this.hour = Math.max(0, Math.min(this.end, hour));
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  play(): void {
    if (this.playing) return;
    // Pressing play at the end means playing again.
    if (this.hour >= this.end) this.hour = 0;
    this.playing = true;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) this.#jump();
    else this.#frame = requestAnimationFrame((now) => this.#slide(now, now));
  }

  pause(): void {
    this.playing = false;
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.hour = Math.round(this.hour);
  }

  #slide(now: number, before: number): void {
    // A tab that slept must not leap over days.
    this.go(this.hour + (Math.min(100, now - before) / 1000) * this.speed);
    if (this.hour >= this.end) this.pause();
    else this.#frame = requestAnimationFrame((next) => this.#slide(next, now));
  }

  #jump(): void {
    this.#timer = setTimeout(() => {
      this.go(Math.floor(this.hour / STEP_HOURS + 1) * STEP_HOURS);
      if (this.hour >= this.end) this.pause();
      else this.#jump();
    }, STEP_MILLISECONDS);
  }
}
