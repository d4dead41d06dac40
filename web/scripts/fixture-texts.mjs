// The words of the fixture: dated events and recorded figures (real, with source), and example parameters, pages and rules.
const PROSECUTORS = 'https://ortcom.kz/en/press-relizy/1642266505';
const at = (day, hour = 0) => (day - 1) * 24 + hour;
const fact = (from, to, low, best, high, source, note, fitted = true) => ({ from, to, low, best, high, source, note, fitted });

export const facts = {
  participants: [
    fact(at(2), at(2, 23), 350, 700, 1400, PROSECUTORS, 'Prosecutors: one region only'),
    fact(at(4), at(4, 23), 25000, 36831, 55000, PROSECUTORS, 'Prosecutors; rounded to 38,000 elsewhere'),
    fact(at(5), at(5, 23), 35000, 50000, 75000, 'https://mgorod.kz/', 'Prosecutors'),
    fact(at(8), at(8, 23), 500, 1000, 3000, 'https://rus.azattyq.org/', 'One town left with a gathering', false),
  ],
  detained: [
    fact(at(5, 20), at(5, 23), 200, 200, 400, 'https://tass.com/world/1383985', 'Last figure published that day'),
    fact(at(6, 20), at(6, 23), 2000, 2298, 2600, 'https://paralel.az/en/article/299010', 'Last figure published that day'),
    fact(at(8, 20), at(8, 23), 4404, 4404, 5200, 'https://en.armradio.am/', 'Last figure published that day', false),
    fact(at(11, 20), at(11, 23), 9900, 9900, 12000, 'https://izvestia.kiev.ua/item/show/141534', 'Last figure published that day'),
  ],
  killed: [
    fact(at(7, 12), at(7, 23), 26, 26, 120, 'https://tass.com/world/1384901', 'Interior Ministry', false),
    fact(at(15), at(15, 23), 225, 238, 250, 'https://vlast.kz/', 'Prosecutors on 15 January; final count 238'),
  ],
  units_active: [
    fact(at(3), at(3, 23), 8, 9, 10, PROSECUTORS, 'Prosecutors, and one more named in the press'),
    fact(at(4), at(4, 23), 11, 13, 14, PROSECUTORS, 'Place rows'),
    fact(at(5), at(5, 23), 11, 16, 16, 'https://qazaqtv.com/', 'Place rows', false),
  ],
};

const event = (hour, kind, text, simulated = false, hour_end = null, source = PROSECUTORS) => ({ hour, hour_end, kind, text, source, simulated });
export const events = [
  event(at(1, 0), 'shock', 'LPG price rises to 120 tenge a litre', true),
  event(at(1, 17), 'protest', 'First gathering in Zhanaozen, dispersed after forty minutes'),
  event(at(2, 11), 'protest', 'Hundreds gather on the square in Zhanaozen'),
  event(at(3, 20), 'protest', 'About six thousand on the square in Aktau'),
  event(at(4, 12), 'strike', 'Oil workers of Tengiz put down their tools'),
  event(at(4, 18), 'concession', 'LPG price cap announced for one region', true),
  event(at(4, 22), 'shutdown', 'Mobile internet degraded', true, at(10, 8)),
  event(at(5, 3), 'concession', 'Government resigns', true),
  event(at(5, 14), 'protest', 'Mayor’s office in Almaty entered'),
  event(at(5, 17), 'shutdown', 'Internet switched off nationwide', true, at(10, 8), 'https://netblocks.org/'),
  event(at(5, 23), 'emergency', 'State of emergency and curfew', true, at(19)),
  event(at(6, 1), 'intervention', 'Allied contingents requested', true),
  event(at(6, 14), 'intervention', 'First contingents arrive', true, at(19)),
  event(at(7, 10), 'order', 'Order to fire without warning made public', true),
  event(at(10, 8), 'restore', 'Internet returns in part', true),
  event(at(13, 9), 'withdrawal', 'Contingents begin to leave', true, at(19)),
];

export const outcomes = [
  { code: 'C1', label: 'Contained', rule: 'Fewer than 10 % of the peak on day 10, government’s successor in office', share: 0.78, low: 0.61, high: 0.89 },
  { code: 'C2', label: 'Protracted', rule: 'More than 10 % of the peak still in the street on day 10', share: 0.16, low: 0.07, high: 0.32 },
  { code: 'R2', label: 'High loss of life', rule: 'More than 300 deaths', share: 0.09, low: 0.03, high: 0.24 },
  { code: 'P1', label: 'Second power', rule: 'Strike committees federated in three or more units', share: 0, low: 0, high: 0.11 },
];

const parameter = (path, meaning, unit, value, low, high, mark, source, standard = value) => ({
  path,
  mechanism: path.split('.')[0],
  meaning,
  unit,
  value,
  default: standard,
  low,
  high,
  mark,
  source,
  changed: value !== standard,
});
export const parameters = [
  parameter('shock.jump', 'Rise of the price on the first day, as a multiple', '', 2.0, 1.0, 3.0, 'D', 'Pump prices before and after 1 January'),
  parameter('shock.exposure_floor', 'Weight of the price where nobody drives on LPG', '', 0.15, 0, 0.5, 'A', 'Assumed: food prices follow transport'),
  parameter('grievance.memory', 'Half-life of a grievance', 'days', 21, 5, 90, 'L', 'Model page M2'),
  parameter('people.threshold', 'Mean threshold of the disposition to join', '', 0.62, 0.3, 0.9, 'A', 'Fitted to the record', 0.6),
  parameter('people.spread', 'Spread of thresholds between people', '', 0.19, 0.05, 0.4, 'L', 'Granovetter 1978'),
  parameter('contact.workplace', 'Weight of colleagues', '', 0.8, 0, 2, 'L', 'Epstein 2002'),
  parameter('contact.block', 'Weight of neighbours', '', 0.35, 0, 2, 'A', 'Assumed'),
  parameter('information.halving', 'Distance at which news between towns halves', 'km', 310, 50, 1500, 'A', 'Assumed, wide range'),
  parameter('strike.base', 'Hourly rate of walk-outs with half of the colleagues out', 'per hour', 0.012, 0.001, 0.1, 'A', 'Assumed'),
  parameter('strike.wage_cost', 'Share of the wage lost per hour of strike', '', 1, 0, 1, 'D', 'Labour code'),
  parameter('policing.arrest', 'Arrests per officer and hour', 'per hour', 0.04, 0, 0.5, 'L', 'Model page M10'),
  parameter('policing.force_ratio', 'Officers per participant at which a square is cleared', '', 0.3, 0.05, 2, 'A', 'Assumed', 0.25),
  parameter('shutdown.enabled', 'Whether the internet is switched off', '', true, null, null, 'D', 'NetBlocks'),
  parameter('shutdown.anger', 'Grievance added by a shutdown', '', 0.1, 0, 0.5, 'L', 'Hassanpour 2014'),
];

export const mechanisms = [
  {
    name: 'shock',
    title: 'M1 · Price shock',
    enabled: true,
    page: '# Price shock\n\nA dated jump of a price. What it means to a person depends on *region* and *sector*:\n\n```\ng = log(p1 / p0) * lpg_share * (wage_mean / wage)\n```\n\n| parameter | meaning |\n|---|---|\n| `jump` | multiple of the old price |\n| `exposure_floor` | weight without LPG |\n\n- Off: nobody notices the price.\n- Source: see the parameters.',
  },
  {
    name: 'strike',
    title: 'M6 · Strikes',
    enabled: true,
    page: '# Strikes\n\nA workplace walks out when enough colleagues are **ready**. A strike costs the striker wages, and the state output.\n\n1. Readiness is counted each hour.\n2. A walk-out is drawn.\n3. Return to work follows the cost.\n\n> The law is the same in both kernels.\n\nSee [the model](https://example.org/model) and `strike.base`.',
  },
  {
    name: 'shutdown',
    title: 'M9 · Internet shutdown',
    enabled: true,
    page: '# Internet shutdown\n\nTwo opposite channels: news travels less far, and people who miss the news go and look.',
  },
  { name: 'organisation', title: 'M13 · Organisation', enabled: false, page: '# Organisation\n\nMembership, call-outs and coordination. Off in this run.' },
];

export const limits = [
  'Participant totals were published by prosecutors after the fact; they carry no stated error. The ranges shown are ours.',
  'Employment by sector and region is not published; it was made by proportional fitting and is marked as assumed.',
  'Reports of small gatherings are missing where few journalists were, so recorded onsets are late rather than early.',
  'Outcome classes were never fitted. Their shares depend on parameters that the record hardly constrains.',
];

export const sources = [
  { what: 'Region outlines: Natural Earth 10 m', licence: 'public domain', address: 'https://www.naturalearthdata.com/' },
  { what: 'Towns: GeoNames', licence: 'CC BY 4.0', address: 'https://www.geonames.org/' },
  { what: 'Population: stat.gov.kz open data', licence: 'PDDL', address: 'https://stat.gov.kz/' },
];
