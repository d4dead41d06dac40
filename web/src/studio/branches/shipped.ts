/** What an answer that ships says: which branch its sentence is about, in which direction, and how much of it is known. */
import type { Answers } from '../api/client';
import { BASE } from '../../lib/branches';

export type Answer = Answers['answers'][number];
export type AnswerRow = Answer['rows'][number];
export type Estimate = AnswerRow['paired'];

/** The rows of a number, without the branch that the others are set against. */
export const rowsOf = (answer: Answer, statistic: string): AnswerRow[] =>
  answer.rows.filter((row) => row.statistic === statistic && row.branch !== answer.against);

/** Where the largest crowd is the same in every pair, as it is when branches part after it, detentions tell them apart. */
export const sameCrowd = (answer: Answer): boolean =>
  rowsOf(answer, 'peak').every((row) => row.paired.reach === 'exact' && row.paired.low === 0 && row.paired.high === 0 && row.more === 0 && row.less === 0);

/** The branch that moves most is the one that the sentence is about; the base itself is none. */
export const mostMoved = (rows: readonly AnswerRow[]): AnswerRow | undefined =>
  rows.filter((row) => row.branch !== BASE).toSorted((a, b) => Math.abs(b.paired.value) - Math.abs(a.paired.value))[0];

/** An open end could be anywhere: it leaves nothing out. */
export function kindOf(row: AnswerRow): 'same' | 'more' | 'less' | 'unclear' {
  const { low, high, reach } = row.paired;
  if (row.more === 0 && row.less === 0 && reach === 'exact' && low === 0 && high === 0) return 'same';
  if (typeof low === 'number' && low > 0) return 'more';
  if (typeof high === 'number' && high < 0) return 'less';
  return 'unclear';
}

/** The words for whether the structures of the model say the same of a branch, contradict each other, or cannot tell, some of them or all. */
export function verdictOf(kinds: readonly ReturnType<typeof kindOf>[]): 'shipped-agree' | 'shipped-disagree' | 'shipped-open' | 'shipped-neither' {
  const said = new Set(kinds.filter((kind) => kind !== 'unclear'));
  if (said.size > 1) return 'shipped-disagree';
  if (said.size === 0) return 'shipped-neither';
  return kinds.includes('unclear') ? 'shipped-open' : 'shipped-agree';
}

/** The words for an interval, one or both ends of which may be open. */
export function openness({ low, high }: Estimate): 'parameter-range' | 'range-from' | 'range-to' | 'range-open' {
  const [below, above] = [typeof low === 'number', typeof high === 'number'];
  return below && above ? 'parameter-range' : below ? 'range-from' : above ? 'range-to' : 'range-open';
}

/** How large a difference is, whatever its direction: at most −500 is smaller by at least 500. */
export function size(difference: Estimate): Estimate {
  if (difference.value >= 0) return difference;
  const turned = { at_least: 'at_most', at_most: 'at_least', exact: 'exact', unknown: 'unknown' } as const;
  return { ...difference, value: -difference.value, reach: turned[difference.reach] };
}
