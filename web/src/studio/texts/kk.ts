import common from '../../i18n/kk/common.ftl?raw';
import report from '../../i18n/kk/report.ftl?raw';
import studio from '../../i18n/kk/studio.ftl?raw';

export default [common, report, studio];
