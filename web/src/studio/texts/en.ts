import common from '../../i18n/en/common.ftl?raw';
import report from '../../i18n/en/report.ftl?raw';
import studio from '../../i18n/en/studio.ftl?raw';

export default [common, report, studio];
