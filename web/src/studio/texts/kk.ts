import common from '../../i18n/kk/common.ftl?raw';
import own from '../../i18n/kk/own.ftl?raw';
import places from '../../i18n/kk/places.ftl?raw';
import report from '../../i18n/kk/report.ftl?raw';
import studio from '../../i18n/kk/studio.ftl?raw';
import teach from '../../i18n/kk/teach.ftl?raw';

export default [common, report, studio, own, teach, places];
