import common from '../../i18n/ru/common.ftl?raw';
import report from '../../i18n/ru/report.ftl?raw';
import studio from '../../i18n/ru/studio.ftl?raw';

export default [common, report, studio];
