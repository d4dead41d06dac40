/** Branches in words: those of built-in questions by what they change, others as they are called. */
import { named, t } from '../i18n/language.svelte';

/** The branch that changes nothing. */
export const BASE = 'base';

/** The branch of what was moved on the timeline. */
export const EDITED = 'edited';

export function branchTitle(name: string, question: string | null | undefined): string {
  if (name === BASE) return t('branch-base');
  if (name === EDITED) return t('branch-edited');
  const day = /^day-(\d+)$/.exec(name)?.[1];
  if (day && question === 'withdrawal') return t('branch-day', { day: Number(day) });
  return question ? named('branch', `${question} ${name}`, name) : name;
}
