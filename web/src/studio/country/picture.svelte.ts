/** What the Country screen draws at this moment: the record alone, a job while it computes, or a finished run. */
import { PlaceSeries, variableNamed, type Forces, type Values } from '../../map/marks';
import type { Report, Series } from '../../lib/report';
import { LAYERS, type Layer } from '../state/frames';
import type { Live } from '../state/live.svelte';
import { seriesOf } from '../state/quantiles';
import { session } from '../state/session.svelte';

const NOTHING: Values = { largest: 0, at: () => 0, peak: () => 0 };

export class Picture {
  layer = $state<Layer>('participants');
  /** `one`: the replicate that streamed; `median`: over all of a finished run. */
  view = $state<'median' | 'one'>('median');

  readonly live: Live | null = $derived(session.live);
  /** A replicate with its places is here. */
  readonly streamed = $derived((this.live?.version ?? 0) > 0 && this.live?.frames !== null);
  readonly one = $derived(this.streamed && (!session.open || this.view === 'one'));
  /** Geography, record, and whatever a finished run adds. */
  readonly report: Report | null = $derived(session.open?.report ?? session.bare);
  readonly kind: 'record' | 'live' | 'run' = $derived(session.open ? 'run' : this.live ? 'live' : 'record');
  readonly layers: readonly string[] = $derived(this.one || !session.open ? LAYERS : session.open.report.map.variables.map((variable) => variable.name));

  readonly values = $derived.by((): Values => this.#values(this.layer));
  readonly strikers = $derived.by((): Values | null => (this.layer === 'strikers' || this.kind === 'record' ? null : this.#values('strikers')));

  #values(name: Layer): Values {
    if (this.one) {
      void this.live?.version;
      return this.live?.frames?.values(name) ?? NOTHING;
    }
    const variable = session.open ? variableNamed(session.open.report, name) : undefined;
    return variable ? new PlaceSeries(variable, session.open?.report.places.length ?? 0) : NOTHING;
  }

  /** Another layer than the one that is drawn, if it is known. */
  layerNamed(name: Layer): Values | null {
    const found = this.#values(name);
    return found === NOTHING ? null : found;
  }

  readonly forces = $derived.by((): Forces | null => {
    if (!this.one || !this.live?.frames) return null;
    void this.live.version;
    const { frames } = this.live;
    return (place, hour) => frames.forces(place, hour);
  });

  /** National series of the replicate that streams, hour by hour as it comes. */
  readonly now = $derived.by((): Series[] => {
    const report = this.report;
    if (!report) return [];
    if (!this.one || !this.live?.frames) return report.national;
    void this.live.version;
    const { frames } = this.live;
    return (session.bare?.national ?? []).map((about) => seriesOf(about, [frames.nation(about.name)]));
  });

  /** National series with bands: of the finished replicates while others compute, of all afterwards. */
  readonly national = $derived.by((): Series[] => {
    if (session.open || !this.live) return this.report?.national ?? [];
    void this.live.slow;
    const { frames, replicates } = this.live;
    const finished = replicates.filter((row) => row.nation && (row.branch ?? 'base') === 'base');
    return (session.bare?.national ?? []).map((about) => {
      const curves = finished.map((row) => row.nation?.[about.name] ?? []);
      return seriesOf(about, curves.length ? curves : frames ? [[...frames.nation(about.name)]] : []);
    });
  });

  /** Replicates behind the bands. */
  readonly behind = $derived(
    session.open ? session.open.report.run.replicates - session.open.report.run.failed : (this.live?.replicates.filter((row) => row.nation).length ?? 0),
  );
}
