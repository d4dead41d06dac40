/** What the whole Studio shares: scenario, setting, size, clock, the job under way, the run that is open. */
import { Clock } from '../../lib/clock.svelte';
import { readReport } from '../../lib/read';
import type { Report } from '../../lib/report';
import { activeEnd, peakHour } from '../../lib/summary';
import { Calendar } from '../../lib/time';
import {
  ask,
  problemOf,
  reportText,
  type About,
  type Answers,
  type Country,
  type Facts,
  type Job,
  type Problem,
  type Question,
  type RunCard,
  type ScenarioCard,
  type Schema,
} from '../api/client';
import { format, parse, valueOf, type BranchDraft, type Screen, type Settings } from './address';
import { bareReport } from './bare';
import { Live } from './live.svelte';
import { Setting } from './setting.svelte';

export interface Size {
  replicates: number;
  scale: number;
  seed: number;
}

/** The whole country, one agent for each adult: a coarser one answers faster, and otherwise. */
export const WHOLE: Size = { replicates: 8, scale: 1, seed: 1 };

/** Where the number of the job lies that this page has begun, so that a reload finds it even if it is over by then. */
const JOB = 'groundswell-job';

export interface OpenRun {
  id: string;
  report: Report;
  card: RunCard;
}

class Session {
  screen = $state<Screen>('start');
  about = $state.raw<About | null>(null);
  scenarios = $state.raw<ScenarioCard[]>([]);
  country = $state.raw<Country | null>(null);
  schema = $state.raw<Schema | null>(null);
  /** Why there is no country to show. */
  problem = $state.raw<Problem | null>(null);
  setting = new Setting();
  size = $state<Size>({ ...WHOLE });
  facts = $state.raw<Facts[]>([]);
  /** The run or branch job under way, or the last one. */
  live = $state.raw<Live | null>(null);
  /** Why the last request for a job was refused. */
  refused = $state.raw<Problem | null>(null);
  open = $state.raw<OpenRun | null>(null);
  opening = $state<string | null>(null);
  openProblem = $state.raw<Problem | null>(null);
  runs = $state.raw<RunCard[] | null>(null);
  runsProblem = $state.raw<Problem | null>(null);
  branches = $state<BranchDraft[]>([]);
  /** The built-in questions of this country, and the one that the branches were taken from. */
  questions = $state.raw<Question[]>([]);
  question = $state<string | null>(null);
  /** Full-scale answers that come with the program, of the scenario as it stands: one for each structure of the model. */
  answers = $state.raw<Answers[]>([]);
  /** The hour at which branches part; `null` until chosen. */
  at = $state<number | null>(null);
  classic = $state<string | null>(null);
  /** What is changed of the classic. */
  classicSettings = $state.raw<Settings>({});
  clock = new Clock();
  /** The clock follows what streams in, until the reader takes it. */
  following = $state(false);
  #loading = 0;
  #written = '';

  readonly calendar = $derived(new Calendar(this.country?.start ?? '2000-01-01T00:00', this.country?.clock ?? 'UTC'));
  /** The country as a report without a run. */
  readonly bare = $derived(this.country ? bareReport(this.country) : null);
  readonly busy = $derived(this.live !== null && !this.live.over);

  /** Reads the address and fetches what it names. */
  async start(): Promise<void> {
    const address = parse(location.hash);
    this.#take();
    addEventListener('hashchange', () => {
      if (location.hash !== this.#written) this.#take();
    });
    const list = Promise.all([ask('get', '/api/scenarios'), ask('get', '/api/about')]);
    const chosen = address.scenario ? this.choose(address.scenario, true) : null;
    try {
      [this.scenarios, this.about] = await list;
    } catch (error) {
      this.problem = problemOf(error);
      return;
    }
    await chosen;
    // The list begins with the scenario to begin with.
    if (!address.scenario && this.scenarios[0]) await this.choose(this.scenarios[0].name, true);
    if (address.run) void this.openRun(address.run, true);
    await this.#rejoin();
  }

  /** A page that was closed or reloaded while a job computes takes it up again. */
  async #rejoin(): Promise<void> {
    try {
      const jobs = await ask('get', '/api/jobs');
      const ours = jobs.filter((job) => job.kind !== 'classic' && job.scenario === this.country?.name);
      const mine = ours.find((job) => job.state === 'running' || job.state === 'waiting') ?? ours.find((job) => String(job.id) === this.#begun());
      // What is over and was closed by hand stays closed: its number was forgotten then.
      if (mine && !this.busy && !(mine.run && mine.run === this.open?.id) && !parse(location.hash).run) void this.follow(mine);
    } catch {
      // Without the list of jobs the page works as if there were none.
    }
  }

  #begun(): string | null {
    try {
      return sessionStorage.getItem(JOB);
    } catch {
      return null;
    }
  }

  #remember(job: number | null): void {
    try {
      if (job === null) sessionStorage.removeItem(JOB);
      else sessionStorage.setItem(JOB, String(job));
    } catch {
      // Without storage a reload finds only what still computes.
    }
  }

  /** What the address says becomes what holds. */
  #take(): void {
    const address = parse(location.hash);
    this.#written = location.hash;
    this.screen = address.screen;
    this.setting.load(address.settings);
    this.size = { replicates: address.replicates ?? WHOLE.replicates, scale: address.scale ?? WHOLE.scale, seed: address.seed ?? WHOLE.seed };
    this.branches = address.branches;
    this.question = address.question;
    this.at = address.at;
    this.classic = address.classic;
    this.classicSettings = address.classicSettings;
    if (this.country) {
      if (address.scenario && address.scenario !== this.country.name) void this.choose(address.scenario, true);
      else if (address.run && address.run !== this.open?.id) void this.openRun(address.run, true);
    }
    if (address.hour !== null) {
      this.clock.end = Math.max(this.clock.end, address.hour);
      this.clock.go(address.hour);
    }
  }

  /** The question that the branches answer: what was taken from it and changed by hand answers it no longer. */
  readonly asking = $derived.by(() => {
    const found = this.questions.find((row) => row.name === this.question);
    const same = found && found.at === this.at && JSON.stringify(found.branches) === JSON.stringify(this.branches);
    return same ? found : null;
  });
  #questionsOf = '';

  /** The address that opens what is shown now. */
  readonly address = $derived.by(() =>
    format({
      screen: this.screen,
      scenario: this.country?.name ?? null,
      settings: this.setting.values,
      replicates: this.size.replicates === WHOLE.replicates ? null : this.size.replicates,
      scale: this.size.scale === WHOLE.scale ? null : this.size.scale,
      seed: this.size.seed === WHOLE.seed ? null : this.size.seed,
      hour: this.clock.playing || this.following || !this.country ? null : this.clock.whole,
      run: this.open?.id ?? null,
      at: this.at,
      branches: this.branches,
      question: this.asking?.name ?? (this.questions.length ? null : this.question),
      classic: this.classic,
      classicSettings: this.screen === 'classics' ? this.classicSettings : {},
    }),
  );

  /** Keeps the address bar right; going from screen to screen is a step of the Back button, turning a slider is not. */
  write(address: string): void {
    if (address === location.hash) return;
    if (document.readyState !== 'complete') {
      // Before a page has loaded, Chromium puts a new entry in the place of the one before, and Back would leave the Studio.
      addEventListener('load', () => setTimeout(() => this.write(this.address)), { once: true });
      return;
    }
    // Back, a link or the address bar has gone elsewhere a moment ago, and the event that says so is on its way: writing now would undo it.
    if (location.hash !== this.#written) return;
    const step = parse(location.hash).screen !== parse(address).screen;
    history[step ? 'pushState' : 'replaceState'](null, '', address);
    // As the browser spells it.
    this.#written = location.hash;
  }

  go(screen: Screen): void {
    this.screen = screen;
  }

  async choose(name: string, keep = false): Promise<void> {
    const turn = ++this.#loading;
    this.problem = null;
    if (!keep) {
      this.setting.load({});
      this.branches = [];
      this.question = null;
      this.at = null;
      this.facts = [];
    }
    try {
      if (keep) await this.#findBars(name);
      if (turn !== this.#loading) return;
      const query = this.facts.length ? `?facts=${this.facts.map((facts) => facts.id).join(',')}` : '';
      const schema = ask('get', '/api/schema/{name}', { name }, undefined, query);
      schema.catch(() => {});
      const country = await ask('get', '/api/scenarios/{name}', { name }, undefined, query);
      if (turn !== this.#loading) return;
      this.open = null;
      if (this.live && this.live.job.scenario !== name) {
        // What streamed belongs to other places. The job itself goes on, and its run will be in the list.
        this.live.leave();
        this.live = null;
        this.following = false;
      }
      this.country = country;
      const hour = parse(location.hash).hour;
      this.clock.end = activeEnd(bareReport(country));
      this.clock.go(keep && hour !== null ? hour : 0);
      this.schema = (await schema) as Schema;
      this.answers = [];
      const answers = await ask('get', '/api/answers/{name}', { name }).catch(() => []);
      if (turn === this.#loading) this.answers = answers;
    } catch (error) {
      if (turn === this.#loading) this.problem = problemOf(error);
    }
  }

  /** Shocks and calls that were added on the timeline and that the branches of an address name: the server keeps them over a reload. */
  async #findBars(scenario: string): Promise<void> {
    const named = this.branches.flatMap((branch) => Object.keys(branch.settings)).filter((path) => /^(shock|call)\./.test(path));
    const missing = named.filter((path) => !this.facts.some((facts) => facts.bar && path.startsWith(`${facts.bar}.`)));
    if (!missing.length) return;
    const kept = await ask('get', '/api/facts').catch(() => []);
    const found = kept.filter((facts) => facts.scenario === scenario && facts.bar && missing.some((path) => path.startsWith(`${facts.bar}.`)));
    // Of two of one name the later one is meant.
    const last = found.filter((facts, index) => !found.slice(index + 1).some((other) => other.bar === facts.bar));
    this.facts = [...this.facts, ...last];
  }

  async #request(ask: () => Promise<Job>): Promise<void> {
    this.refused = null;
    try {
      await this.follow(await ask());
    } catch (error) {
      this.refused = problemOf(error);
    }
  }

  #common() {
    return { scenario: this.country?.name ?? '', settings: this.setting.values, ...this.size };
  }

  run(): Promise<void> {
    return this.#request(() => ask('post', '/api/jobs/run', {}, { ...this.#common(), facts: this.facts.map((facts) => facts.id) }));
  }

  branch(): Promise<void> {
    const { name, against } = this.asking ?? {};
    const facts = this.facts.map((facts) => facts.id);
    return this.#request(() =>
      ask(
        'post',
        '/api/jobs/branch',
        {},
        { ...this.#common(), facts, at: this.at ?? 0, branches: $state.snapshot(this.branches), question: name ?? null, against: against ?? null },
      ),
    );
  }

  async listQuestions(form: string): Promise<void> {
    const of = this.country?.name;
    if (!of || this.#questionsOf === `${of} ${form}`) return;
    this.#questionsOf = `${of} ${form}`;
    try {
      this.questions = await ask('get', '/api/questions/{name}', { name: of }, undefined, form ? `?form=${encodeURIComponent(form)}` : '');
    } catch {
      // Without them branches are made by hand.
      this.questions = [];
    }
  }

  resume(run: string): Promise<void> {
    return this.#request(() => ask('post', '/api/jobs/resume', {}, { run }));
  }

  async follow(job: Job): Promise<void> {
    // A run that is resumed may be of another country than the one that is shown.
    if (job.scenario !== this.country?.name) await this.choose(job.scenario);
    this.live?.leave();
    this.#remember(job.id);
    const live = new Live(job);
    this.live = live;
    this.open = null;
    this.openProblem = null;
    this.following = true;
    this.clock.pause();
    this.clock.go(0);
    const last = await live.follow();
    if (this.live !== live) return;
    this.following = false;
    void this.listRuns();
    if (live.run && (last.state === 'done' || last.state === 'cancelled')) await this.openRun(live.run, false, live);
  }

  /** Reads a run of the folder; `live` keeps the replicate that was streamed. */
  async openRun(id: string, keepClock = false, live: Live | null = null): Promise<void> {
    this.opening = id;
    this.openProblem = null;
    try {
      const [text, run] = await Promise.all([reportText(id), ask('get', '/api/runs/{id}', { id })]);
      if (this.opening !== id) return;
      if (run.card.scenario !== this.country?.name) await this.choose(run.card.scenario, keepClock);
      const reading = readReport(text);
      if (!reading.ok) throw new Error(`${reading.problem.kind}${'detail' in reading.problem ? `: ${reading.problem.detail}` : ''}`);
      if (live === null) this.live = this.busy ? this.live : null;
      this.open = { id, report: reading.report, card: run.card };
      if (live === null && !keepClock) {
        // Whoever opens a run asks its question; from there it can be changed.
        this.setting.load(Object.fromEntries(run.card.settings.map((text) => text.split(/=(.*)/s)).map(([path = '', value = '']) => [path, valueOf(value)])));
        this.size = {
          replicates: run.card.replicates,
          scale: run.card.scale,
          seed: Number.isSafeInteger(Number(run.card.seed)) ? Number(run.card.seed) : WHOLE.seed,
        };
      }
      this.clock.end = activeEnd(reading.report);
      const street = reading.report.national.find((series) => series.name === 'participants');
      if (!keepClock && street) this.clock.go(Math.min(this.clock.end, peakHour(street)));
    } catch (error) {
      this.openProblem = problemOf(error);
    } finally {
      if (this.opening === id) this.opening = null;
    }
  }

  /** Leaves whatever was computed and plays what was recorded. */
  playRecord(): void {
    this.close();
    this.screen = 'country';
    this.clock.pause();
    if (this.bare) this.clock.end = activeEnd(this.bare);
    this.clock.go(0);
    this.clock.play();
  }

  /** Fills in the hour and the branches of a built-in question. */
  take(name: string): void {
    const found = this.questions.find((row) => row.name === name);
    if (!found) return;
    this.at = found.at;
    this.branches = found.branches.map((branch) => ({ name: branch.name, settings: { ...branch.settings } as Settings }));
    this.question = name;
  }

  close(): void {
    this.#remember(null);
    this.open = null;
    if (!this.busy) this.live = null;
  }

  async listRuns(): Promise<void> {
    try {
      this.runs = await ask('get', '/api/runs');
      this.runsProblem = null;
    } catch (error) {
      this.runsProblem = problemOf(error);
    }
  }

  /** Cancels the job under way, if any. */
  async cancel(): Promise<void> {
    await this.live?.cancel();
  }
}

export const session = new Session();
