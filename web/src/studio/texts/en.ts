import common from '../../i18n/en/common.ftl?raw';
import own from '../../i18n/en/own.ftl?raw';
import report from '../../i18n/en/report.ftl?raw';
import studio from '../../i18n/en/studio.ftl?raw';
import teach from '../../i18n/en/teach.ftl?raw';

export default [common, report, studio, own, teach];
