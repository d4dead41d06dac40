import common from '../../i18n/ru/common.ftl?raw';
import own from '../../i18n/ru/own.ftl?raw';
import places from '../../i18n/ru/places.ftl?raw';
import report from '../../i18n/ru/report.ftl?raw';
import studio from '../../i18n/ru/studio.ftl?raw';
import teach from '../../i18n/ru/teach.ftl?raw';

export default [common, report, studio, own, teach, places];
