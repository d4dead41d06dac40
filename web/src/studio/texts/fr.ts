import common from '../../i18n/fr/common.ftl?raw';
import report from '../../i18n/fr/report.ftl?raw';
import studio from '../../i18n/fr/studio.ftl?raw';

export default [common, report, studio];
