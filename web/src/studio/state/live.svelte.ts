/** One job from the moment it is asked for to its last event: what the screens draw while it computes. */
import { ask, problemOf, type ClassicReport, type Job, type Problem, type Progress, type Replicate, type Tick } from '../api/client';
import { Frames } from './frames';
import { listen } from './stream';

export class Live {
  job = $state.raw<Job>() as Job;
  /** The server does not answer; the browser keeps asking. */
  lost = $state(false);
  progress = $state.raw<Progress | null>(null);
  agents = $state<number | null>(null);
  /** Grows once per animation frame in which something arrived: what reads it is drawn again. */
  version = $state(0);
  /** Grows a few times a second: for charts, whose paths cost more than marks. */
  slow = $state(0);
  frames: Frames | null = null;
  /** Frames of the branches besides the base, by name. */
  readonly branches = new Map<string, Frames>();
  /** Finished replicates, of all branches. */
  replicates = $state.raw<Replicate[]>([]);
  grid = $state.raw<{ width: number; height: number; every: number } | null>(null);
  ticks: Tick[] = [];
  classic = $state.raw<ClassicReport | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** The run to open after the last event. */
  run = $state<string | null>(null);
  #stop: () => void = () => {};
  #drawing = 0;
  #arrived: Replicate[] = [];
  #gathering: ReturnType<typeof setTimeout> | undefined;
  #slowly: ReturnType<typeof setTimeout> | undefined;

  readonly over = $derived(this.job.state !== 'waiting' && this.job.state !== 'running');
  readonly fraction = $derived(this.job.state === 'done' ? 1 : (this.progress?.fraction ?? this.job.fraction));

  constructor(job: Job) {
    this.job = job;
  }

  /** Resolves with the last state of the job. */
  follow(): Promise<Job> {
    return new Promise((resolve) => {
      const end = (state: Job['state']) => {
        this.#gather();
        this.job = { ...this.job, state, fraction: state === 'done' ? 1 : this.job.fraction };
        this.version++;
        this.slow++;
        resolve(this.job);
      };
      this.#stop = listen(
        this.job.id,
        {
          state: (job) => (this.job = job),
          begun: (begun) => {
            this.agents = begun.agents;
            this.run = begun.run ?? null;
            if (begun.places > 0) this.frames = new Frames(begun.hours, begun.places);
            this.job = { ...this.job, state: 'running', ahead: 0 };
          },
          frames: (sent) => {
            const into = this.#framesOf(sent.branch ?? null, sent.frames[0]?.hour ?? 0);
            for (const frame of sent.frames) into?.add(frame);
            this.#draw();
          },
          progress: (progress) => (this.progress = progress),
          replicate: (replicate) => {
            this.#arrived.push(replicate);
            // Bands over hundreds of curves are not worth more than a few drawings a second.
            this.#gathering ??= setTimeout(() => this.#gather(), 300);
          },
          grid: (grid) => {
            this.ticks.push(...grid.ticks);
            if (!this.grid) this.grid = { width: grid.width, height: grid.height, every: grid.every };
            this.#draw();
          },
          classic: (report) => (this.classic = report),
          done: (ended) => {
            this.run = ended.run ?? null;
            end('done');
          },
          cancelled: (ended) => {
            this.run = ended.run ?? null;
            end('cancelled');
          },
          failed: (problem) => {
            this.problem = problem;
            end('failed');
          },
        },
        (alive) => (this.lost = !alive && !this.over),
      );
    });
  }

  async cancel(): Promise<void> {
    try {
      this.job = await ask('delete', '/api/jobs/{id}', { id: this.job.id });
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  /** Stops listening; the job itself goes on. */
  leave(): void {
    this.#stop();
    cancelAnimationFrame(this.#drawing);
    clearTimeout(this.#gathering);
    clearTimeout(this.#slowly);
  }

  #framesOf(branch: string | null, hour: number): Frames | null {
    if (branch === null || branch === 'base' || !this.frames) return this.frames;
    let found = this.branches.get(branch);
    if (!found) {
      found = new Frames(this.frames.hours, this.frames.places);
      found.begin(this.frames, hour);
      this.branches.set(branch, found);
    }
    return found;
  }

  #draw(): void {
    this.#slowly ??= setTimeout(() => {
      this.#slowly = undefined;
      this.slow++;
    }, 220);
    if (this.#drawing) return;
    this.#drawing = requestAnimationFrame(() => {
      this.#drawing = 0;
      this.version++;
    });
  }

  #gather(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    if (this.#arrived.length) this.replicates = [...this.replicates, ...this.#arrived];
    this.#arrived = [];
  }
}
