import common from '../../i18n/fr/common.ftl?raw';
import own from '../../i18n/fr/own.ftl?raw';
import report from '../../i18n/fr/report.ftl?raw';
import studio from '../../i18n/fr/studio.ftl?raw';
import teach from '../../i18n/fr/teach.ftl?raw';

export default [common, report, studio, own, teach];
