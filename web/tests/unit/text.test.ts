/** Numbers and dates in both languages, Markdown as text, and every way in which the data can be wrong. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formats } from '../../src/lib/format';
import { blocks, inline } from '../../src/lib/markdown';
import { readReport } from '../../src/lib/read';
import type { Parameter, Report } from '../../src/lib/report';
import { activeEnd, bandMeets, headlines, intervalOf } from '../../src/lib/summary';
import { Calendar } from '../../src/lib/time';
import { matches } from '../../src/report/filter';

const calendar = new Calendar('2022-01-01T00:00', 'UTC+6');
const en = formats('en', calendar);
const fr = formats('fr', calendar);
const plain = (text: string) => text.replaceAll(/[\u202f\u00a0\u2009]/g, ' ');
const fixture = readFileSync(new URL('../../fixtures/report.json', import.meta.url), 'utf8');
const sample = (): Report => JSON.parse(fixture);

describe('formats', () => {
  it('group digits as each language does', () => {
    expect(en.exact(36831)).toBe('36,831');
    expect(plain(fr.exact(36831))).toBe('36 831');
    expect(plain(fr.percent(0.9))).toBe('90 %');
    expect(en.percent(0.9)).toBe('90%');
  });

  it('do not claim more digits for a simulation than it has', () => {
    expect(en.rough(48213)).toBe('48,200');
    expect(en.rough(-0)).toBe('0');
  });

  it('write the scenario clock, whatever the zone of the reader', () => {
    expect(en.shortMoment(4 * 24 + 18)).toBe('5 Jan, 18:00');
    expect(fr.shortMoment(4 * 24 + 18)).toBe('5 janv., 18:00');
    expect(en.day(96)).toBe('Wed 5 January');
    expect(en.timeOfDay(23)).toBe('23:00');
  });

  it('write ranges, and one number when both ends are the same', () => {
    expect(en.range('1', '2')).toBe('1–2');
    expect(fr.range('1', '2')).toBe('1 à 2');
    expect(en.range('2', '2')).toBe('2');
  });

  it('show a dash for what is not there', () => {
    expect(en.rough(NaN)).toBe('–');
    expect(en.exact(null as unknown as number)).toBe('–');
    expect(en.shortMoment(NaN)).toBe('–');
  });
});

describe('Kazakh, which browsers may not know', () => {
  const kk = formats('kk', calendar);

  it('is written by the rules of the CLDR', () => {
    expect(kk.day(96)).toBe('5 қаңтар, ср');
    expect(kk.moment(4 * 24 + 18)).toBe('2022 ж. 5 қаңтар, 18:00');
    expect(kk.shortMoment(4 * 24 + 18)).toBe('5 қаң., 18:00');
    expect([kk.span(96, 96), kk.span(96, 168), kk.span(720, 768)]).toEqual(['5 қаң.', '5–8 қаң.', '31 қаң. – 2 ақп.']);
  });

  it('groups digits with a space and points with a comma', () => {
    expect(plain(kk.exact(36831.5))).toBe('36 831,5');
    expect([kk.short(36800), kk.short(1_250_000), kk.short(12)].map(plain)).toEqual(['36,8 мың', '1,25 млн', '12']);
    expect(plain(kk.bytes(180_400))).toBe('180 КБ');
  });

  it('as Russian does, which they know', () => {
    const ru = formats('ru', calendar);
    expect(plain(ru.exact(36831))).toBe('36 831');
    expect(plain(ru.day(96))).toBe('ср, 5 января');
  });
});

describe('the calendar', () => {
  it('finds midnights for a run that starts at noon', () => {
    expect(new Calendar('2022-01-01T12:00', 'UTC+6').midnights(40)).toEqual([12, 36]);
    expect(calendar.midnights(48)).toEqual([0, 24, 48]);
  });

  it('turns dates into hours', () => expect(calendar.hourOf('2022-01-05')).toBe(96));
});

describe('Markdown', () => {
  it('reads the blocks that manual pages use', () => {
    const kinds = blocks(
      '# Title\n\nWords *here*\nand on.\n\n- one\n  more\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode | not a table\n```\n> said',
    ).map((block) => block.kind);
    expect(kinds).toEqual(['heading', 'paragraph', 'list', 'table', 'code', 'quote']);
  });

  it('keeps markup as text and links only to the web', () => {
    expect(inline('<img src=x onerror=alert(1)>')).toEqual([{ kind: 'text', text: '<img src=x onerror=alert(1)>' }]);
    expect(inline('[a](javascript:alert(1))').every((part) => part.kind === 'text')).toBe(true);
    expect(inline('[a](https://example.org/x)')).toEqual([{ kind: 'link', text: 'a', address: 'https://example.org/x' }]);
  });

  it.each(['```\nnever closed', '|', '| a |\n|---|', '- ', '#', '>', '**', '', '   x'])('ends on any text: %j', (text) => {
    expect(Array.isArray(blocks(text))).toBe(true);
  });
});

describe('reading a run', () => {
  const kindOf = (text: string | null) => {
    const reading = readReport(text);
    return reading.ok ? 'ok' : reading.problem.kind;
  };

  it('accepts the fixture', () => {
    const reading = readReport(fixture);
    expect(reading.ok && reading.absent).toEqual([]);
  });

  it.each([
    [null, 'empty'],
    ['', 'empty'],
    ['/*REPORT-DATA*/', 'empty'],
    ['{"schema":1', 'json'],
    ['[]', 'shape'],
    ['{"schema":2}', 'schema'],
    ['{"schema":1}', 'shape'],
    ['{"schema":1,"scenario":{"start":"soon","hours":9},"run":{}}', 'shape'],
    ['{"schema":1,"scenario":{"start":"2022-01-01T00:00","hours":9},"run":{},"national":[{"q05":[]}]}', 'shape'],
  ])('names what is wrong with %j', (text, kind) => expect(kindOf(text)).toBe(kind));

  it('shows what there is when sections are absent, and names them', () => {
    const reading = readReport('{"schema":1,"scenario":{"start":"2022-01-01T00:00","hours":9},"run":{}}');
    expect(reading.ok && reading.absent).toContain('national');
    expect(reading.ok && reading.report.limits).toEqual([]);
  });
});

describe('the summary', () => {
  it('takes quantiles over the replicates that finished', () => {
    expect(intervalOf([1, 2, 3])).toEqual({ q05: 1.1, q50: 2, q95: 2.9 });
    expect(intervalOf([])).toBeNull();
    expect(headlines(sample()).map((figure) => figure.key)).toEqual(['peak', 'units', 'detained', 'killed']);
  });

  it('asks whether band and record meet', () => {
    const series = { ...sample().national[0]!, q05: [0, 5], q50: [1, 6], q95: [2, 8] };
    const fact = { from: 0, to: 1, low: 7, best: 9, high: 11, source: '', note: '', fitted: true };
    expect(bandMeets(series, fact)).toBe(true);
    expect(bandMeets(series, { ...fact, low: 9 })).toBe(false);
  });

  it('finds the active days', () => {
    const end = activeEnd(sample());
    expect(end % 24).toBe(0);
    // The last recorded figure is of 15 January.
    expect(end).toBe(16 * 24);
    const bare = sample();
    for (const series of bare.national) series.facts = [];
    expect(activeEnd(bare)).toBeLessThan(14 * 24);
  });
});

describe('the parameter filter', () => {
  const parameter = { path: 'people.threshold', mechanism: 'people', meaning: 'Mean threshold', source: 'Fitted', mark: 'A', changed: true } as Parameter;

  it('wants every word, in any order and any accent', () => {
    expect(matches(parameter, 'threshold mean', false, '')).toBe(true);
    expect(matches(parameter, 'thréshold', false, '')).toBe(true);
    expect(matches(parameter, 'threshold wage', false, '')).toBe(false);
    expect(matches(parameter, '', false, 'L')).toBe(false);
    expect(matches({ ...parameter, changed: false }, '', true, '')).toBe(false);
  });
});
