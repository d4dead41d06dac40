/** The report is one file, so it carries every language. */
import { install } from '../i18n/language.svelte';
import enCommon from '../i18n/en/common.ftl?raw';
import enReport from '../i18n/en/report.ftl?raw';
import frCommon from '../i18n/fr/common.ftl?raw';
import frReport from '../i18n/fr/report.ftl?raw';
import kkCommon from '../i18n/kk/common.ftl?raw';
import kkReport from '../i18n/kk/report.ftl?raw';
import ruCommon from '../i18n/ru/common.ftl?raw';
import ruReport from '../i18n/ru/report.ftl?raw';

install('en', [enCommon, enReport]);
install('fr', [frCommon, frReport]);
install('ru', [ruCommon, ruReport]);
install('kk', [kkCommon, kkReport]);
