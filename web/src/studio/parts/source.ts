/** Where the numbers of a picture are from: the program, its version, and the tables of the scenario. */
import { t } from '../../i18n/language.svelte';
import { session } from '../state/session.svelte';

export const sourceNote = (): string =>
  t('picture-source', { version: session.open?.report.run.version || (session.about?.version ?? ''), scenario: session.country?.name ?? '' });
