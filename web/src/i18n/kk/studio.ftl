### Студия.

## Жақтау
studio-screens = Экрандар
studio-skip = Экранға өту
studio-loading = Жүктелуде …
studio-no-country = Көрсететін ел жоқ
studio-no-screen = Бұл экран жүктелмеді
screen-country = Карта
screen-setup = Параметрлер
screen-branches = Егер
screen-classics = Классика
screen-evidence = Дәлелдер
screen-runs = Іске қосулар
problem-allowed = Рұқсат етілген: { $allowed }.
problem-nearest = Мүмкін, { $nearest }?
problem-again = Қайталау
confirm-no = Қалдыру
open-failed = Іске қосу ашылмады
table-first = { $rows } жолдың алғашқы { $shown } жолы; барлығы файлда.

## Іске қосу жолағы
run = Іске қосу
run-branches = Тармақтарды іске қосу
run-cancel = Тоқтату
run-scenario = Сценарий
run-size = Іске қосу көлемі
run-more = Толығырақ
run-replicates = Репликалар
run-scale = Бір агентке ересек
run-seed = Тұқым саны
run-progress = Орындалған есептің үлесі
run-refused = Іске қосу басталмады
run-failed = Іске қосу қатемен аяқталды
size-quick = Жылдам шолу: { $replicates } реплика, { $scale } ересекке 1 агент
size-steady = Тұрақты жолақтар: { $replicates } реплика, { $scale } ересекке 1 агент
size-whole = Бүкіл ел: { $replicates } реплика, әр ересекке 1 агент
size-full = Толық ансамбль: { $replicates } реплика, әр ересекке 1 агент
size-own = Өз көлемі: { $replicates } реплика, { $scale } ересекке 1 агент
job-defaults = Бәрі сценарийдегідей
job-changes = { $count } өзгеріс
job-waiting = Кезекте: алда { $ahead } тапсырма
job-running = { $replicates } репликаның { $finished } дайын
job-left = шамамен { $seconds } с қалды
job-lost = Сервер жауап бермейді; қайта байқап жатырмыз
job-cancelled = Тоқтатылды; дайын реплика жоқ
job-cancelled-kept = Тоқтатылды; сақталған реплика: { $kept }
job-failed = Қате
job-done = Дайын: { $finished } реплика

## Ел
standing-record = Тек жазба: география, күні белгілі оқиғалар және жарияланған сандар. Есептеу үшін «Іске қосу» түймесін басыңыз.
standing-building = Халық құрылуда …
standing-waiting = Алдыңғы тапсырманы күтудеміз.
standing-opening = Іске қосу ашылуда …
standing-live = Есептеліп жатқан бір реплика, { $agents } агент. { $behind ->
    [0] Басқалары дайын болғанша өз қисықтары көрсетіледі.
   *[other] Қисықтар мен жолақтар дайын { $behind } реплика бойынша.
}
standing-complete = { $run } іске қосуы: { $done } реплика, { $one ->
    [1] әр ересекке бір агент.
   *[other] { $scale } ересекке бір агент.
}
standing-partial = { $run } іске қосуы толық емес: { $replicates } репликаның { $done } дайын, қалғаны қатемен аяқталды.
standing-interrupted = { $run } іске қосуы үзілді: { $replicates } репликаның { $done } дайын. Оны жалғастыруға болады.
standing-running = { $run } іске қосуы аяқталмады: әзірге { $replicates } репликаның { $done } дайын.
standing-cut = Тоқтатылды: бірінші репликадан келіп үлгергені. Ол сақталмайды.
standing-broken = Іске қосу қатемен аяқталды: келіп үлгергені.
standing-back = Жазбаға қайту
standing-settings = Берілгені: { $settings }.
standing-differs = Содан бері баптау өзгертілді.
standing-close = Іске қосуды жабу
map-forces = Күштер күйі бойынша
map-forces-note = Күштер есептеу кезінде келген реплика үшін белгілі, ашылған іске қосу үшін емес.
forces-loyal = бағынады
forces-passive = әрекетсіз
forces-refusing = бас тартады
forces-defected = екінші жаққа өтті
view = Көрсетілген
view-median = репликалар медианасы
view-one = бірінші реплика
branch-here = Осы жерден тармақтау
save-map = Карта
save-as = { $form } түрінде сақтау: { $what }
save-failed = Сурет шықпады.
picture-note = Groundswell, { $run } іске қосуы; { $view }
picture-unfinished = аяқталмаған
picture-bands = { $count ->
    [0] Тек тіркелген сандар
    [1] Бір реплика; тіркелген сандар қою түсті
   *[other] { $count } репликаның медианасы, ортаңғы 50 % және 90 %; тіркелген сандар қою түсті
}
picture-branches = { $time } уақытынан тармақтар; { $pairs } жұп репликаның медианасы мен ортаңғы 90 %
curves-behind = { $count } реплика бойынша жолақтар; үстінде тіркелген сандар.
curves-one = Әзірге бір реплика; үстінде тіркелген сандар.
curves-record = Тіркелгені. Модель жолақтары есептеумен бірге пайда болады.
said-nothing-yet = Модель әлі есептелген жоқ.
said-recorded = Тіркелген сан: { $count }.

## Баптау
setup-lede = Модельдің әр саны. Өзгертілгені беттің мекенжайында тұрады: көшірілген сілтеме сол сұрақты ашады.
setup-count = { $count } параметр, өзгертілгені { $changed }
setup-undo = Болдырмау
setup-redo = Қайтару
setup-reset-all = Бәрін бастапқыға
setup-reset-group = Топты бастапқыға
setup-link = Сілтемені көшіру
setup-link-copied = Сілтеме көшірілді.
setup-link-in-bar = Сілтеме мекенжай жолында.
setup-on = қосулы
setup-off = өшірулі
setup-page = Механизм беті: теңдеулер мен дереккөздер
parameter-range = { $low } – { $high }
parameter-reset = { $value } мәніне қайту
group-scenario = Сценарий
group-orders = Биліктің өкімдері
group-synthesis = Кім қайда тұрады және жұмыс істейді
group-price = Баға секірісі
group-grievance = Наразылық көңіл
group-people = Қатысу
group-presence = Қатысу
group-contact = Байланыс
group-information = Ақпарат
group-strike = Ереуілдер
group-demand = Талаптар
group-concession = Жеңілдіктер
group-policing = Тәртіп сақтау
group-loyalty = Бөлімдердің адалдығы
group-elite = Элиталар
group-regime = Режим бұйрықтары
group-shutdown = Интернетті өшіру
group-organisation = Ұйым
group-committee = Комитеттер
group-messages = Хабарлар
group-intervention = Одақтас күштерді енгізу
group-home-front = Одақтастардың ішкі жағдайы
group-spillover = Шетелге таралу
group-outcome = Нәтиже түрлері
facts-title = Өз жазбаңыз
facts-lede = Сценарий кестесінің орнына өз кестеңіз: уақыт жолағына күні белгілі деректер немесе іске қосуды салыстыратын шамалар. Ол осы машинада қалады.
facts-which = Кесте
facts-facts = күні белгілі деректер
facts-targets = салыстырылатын шамалар
facts-file = CSV файлы
facts-refused = Кесте қабылданбады
facts-used = { $table } орнында сіздің кесте: { $rows } жол.
facts-drop = Сценарий кестесіне қайту

## Тармақтар
branches-lede = Бір нәрсе өзгерсе, қалғаны мен бүкіл кездейсоқтық бірдей болса, не өзгереді: әр тармақ сол репликалардың сол сағатынан сол кездейсоқ сандармен жалғасады.
branches-hour = Ажырау уақыты: { $time }
branches-of-timeline = Карта сағаты: { $time }
branches-of-event = Бұйрықтың дәл алдында …
branches-base = Ештеңе өзгертпейді: сценарий сол қалпында.
branches-base-changed = Баптаудағы { $count } өзгеріс, одан басқа ештеңе жоқ.
branches-question = Дайын сұрақ
branches-question-choose = таңдаңыз: сағат пен тармақтар толтырылады …
branches-question-many = { $count } тармақ: пәрмен жолында
branches-question-asked = Бұл тармақтар соған жауап береді; есепте айырмалар { $against } тармағынан алынады. Өзгертсеңіз, сұрақ өзіңіздікі.
branches-add = Тармақ қосу
branches-without = Мынасыз тармақ
branches-choose = модельдің бір бөлігін таңдаңыз …
branches-empty = Бос тармақ
branches-branch = { $name } тармағы
branches-name = Тармақ атауы
branches-drop = Алып тастау
branches-no-change = Әзірге айырмасы жоқ.
branches-change = Параметрді өзгерту …
branches-none = Тармақ қосып, іске қосыңыз: нәтижелер осында шығады.
branches-ready = «Тармақтарды іске қосу» түймесін басыңыз: нәтижелер есептеу барысында осында шығады.
results-title = Не шықты
results-lede = Осы модельде, осы параметрлермен, { $time } уақытында ажыраған: әр тармақта { $pairs } реплика.
results-maps = Есептеу кезінде әр тармақтың бірінші қайталауындағы қатысушылар, бір сағатта.
results-series = Қатар
results-bands = Ортаңғы 90 %
results-chart = Әр тармақтың медианасы мен ортаңғы 90 %
results-differences = Негізден айырмалар
results-differences-lede = Тармақтан негізді алғандағы айырма, реплика сайын: медиана және жұптардың ортаңғы 90 %. Екеуінде де кездейсоқтық бірдей, айырма — өзгерістен.
results-measure = Өлшем
results-branch = Тармақ
results-difference = Айырма
results-outcomes-lede = Әр тармақта осылай аяқталатын қайталаулар үлесі, олардың саны беретін 90 % аралықпен.
results-no-outcome = Ешбір реплика ережеге сай келмеді.
results-none = Дайын реплика жоқ.
results-wait = Нәтижелер алғашқы дайын репликамен бірге шығады.
measure-peak = Ең үлкен тобыр
measure-peak_hour = Ең үлкен тобыр сағаты
measure-detained = Ұсталғандар
measure-killed = Қаза тапқандар
stored-lede = { $run } іске қосуының салыстыруы, қалтасындағы күйінде.

## Классика
classics-lede = Осы модель өсіп шыққан модельдер. Әрқайсысы көз алдыңызда есептеледі, қасында жарияланған сан.
classics-model = Модель
classics-grid-wait = «Іске қосу» түймесін басыңыз: тор осында қозғалады.
classic-figures = Сандар және жарияланғандар
classic-lede = { $replicates } реплика. Жарияланған сан баптау жарияланымдағыдай болғанда ғана тұрады.
classic-mean = Орташа
classic-published = Жарияланған
classic-middle = Ортаңғы 90 %
grid-title = Тор
grid-label = { $tick } қадамдағы тор: тыныш { $quiet }, белсенді { $active }, қамауда { $jailed }, полиция { $cops }.
grid-tick = Қадам
grid-ticks = қадам
grid-at = қадам { $tick }
grid-every = Әр { $every } қадам сайын көрсетілген.
grid-chart = Белсенді және қамаудағы азаматтар уақыт бойынша
grid-citizens = азамат
site-quiet = Тыныш
site-active = Белсенді
site-jailed = Қамауда
site-cop = Полиция

## Дәлелдер
evidence-lede = Ашық іске қосуды не қолдайды, не қарсы.
evidence-of = { $run } есебі: қайталау { $replicates }, { $scale }.
evidence-none = Ашық іске қосу жоқ. Біреуін ашыңыз немесе есептеңіз.
evidence-open = Іске қосуларға өту
evidence-posterior = Жазба параметрлер туралы не үйретті
evidence-posterior-how = Мұнда постериор жоқ. Оны тіркелген деректерге калибрлеу береді, не үйренілмегенін де айтады:
evidence-sensitivity = Қай параметрлер маңызды
evidence-sensitivity-how = Мұнда сезімталдық көрсеткіштері жоқ. Оларды мынау береді:
evidence-scores = Болжам бағалары
evidence-scores-how = Мұнда бағалар жоқ. Басталуына дейін жарияланған деректен жасалған болжам тұрақтылықпен, өсумен және басқалармен салыстырылады:

## Іске қосулар
runs-lede = { $folder } қалтасындағы іске қосулар, пәрмен жолынан жасалғандары да.
runs-none = Әзірге іске қосу жоқ. «Іске қосу» түймесін басыңыз немесе пәрмен жолын қолданыңыз: ол осында шығады.
runs-choose = Салыстыру
runs-run = Іске қосу
runs-made = Жасалған
runs-settings = Баптау
runs-defaults = сценарийдегідей
runs-actions = Не істеу керек
runs-scale = 1 : { $scale }
runs-failed = қатемен: { $failed }
runs-branches = { $count } тармақ
runs-open = Ашу
runs-export = Шығарып алу
runs-resume = Жалғастыру
runs-delete = Жою
runs-delete-question = { $run } іске қосуын барлық файлымен жою керек пе? Қайтару мүмкін емес.
runs-not-deleted = Іске қосу жойылмады
runs-compare = { $count ->
    [0] Іске қосуларды салыстыру
   *[other] { $count } іске қосуды салыстыру
}
runs-compare-note = Бір сценарийдің екіден { $most } дейін іске қосуын таңдаңыз.
run-running = жүріп жатыр
run-complete = аяқталған
run-partial = толық емес
run-interrupted = үзілген
files-report = Есеп
files-report-save = есепті сақтау
files-pictures = Суреттер (SVG, PNG) әр карта мен графиктің қасында сақталады.
files-command = Жасаған пәрмен
files-all = Барлық файл ({ $count })
compare-title = Іске қосулар қатар
compare-note = Әр іске қосудың медианасы мен ортаңғы 90 %. Тұқым саны не нұсқасы басқа іске қосулар жұп емес.

## Start
screen-start = Басы
screen-workspace = Жұмыс
start-title = Не болды, не болар еді және жауапқа қаншалық сенуге болады
start-event = Оқиға
door-happened = Не болғанын көру
door-whatif = «Егер» деп сұрау
door-bring = Өз оқиғаңыз
door-teach = Сабаққа арналған классика
side-now = Қазір
side-place = Орын
side-levers = Тетіктер
side-fit = Сәйкестік
trust-record = Тек жазба

## Бағдарламамен бірге келетін жауаптар
answers-made = Жауаптар толық масштабта { $day } күні есептелген, нұсқа { $version }.
question-run = Өзіңіз есептеңіз
shipped-more = Бұл модельде ({ $branch }) ең үлкен топ үлкенірек: { $before } орнына { $after }, әдетте { $difference } артық ({ $range }).
shipped-less = Бұл модельде ({ $branch }) ең үлкен топ кішірек: { $before } орнына { $after }, әдетте { $difference } кем ({ $range }).
shipped-unclear = Бұл модельде ({ $branch }) ең үлкен топ үлкен бе, кіші ме, айту мүмкін емес: { $before } орнына { $after }; айырма { $range } болуы мүмкін.
shipped-same = Бұл модельде ({ $branch }) ең үлкен топ сол қалпы: { $before }.
shipped-detained-more = Ұсталғандар көбірек: { $before } орнына { $after } ({ $range }).
shipped-detained-less = Ұсталғандар азырақ: { $before } орнына { $after } ({ $range }).
shipped-detained-unclear = Ұсталғандар көп пе, аз ба, айту мүмкін емес: { $before } орнына { $after } ({ $range }).
shipped-detained-same = Ұсталғандар да сонша: { $before }.
shipped-measure-peak = Ең үлкен топтағы айырма: жұптардың медианасы және 90 % аралық
shipped-measure-detained = Ұсталғандардағы айырма: жұптардың медианасы және 90 % аралық
shipped-exact = { $number }
shipped-at-least = кемінде { $number }
shipped-at-most = көп дегенде { $number }
shipped-unknown = белгісіз
range-from = { $low } не одан көп
range-to = { $high } не одан аз
range-open = кез келген
shipped-agree = Модельдің екі нұсқасы бірдей жауап береді. Әрқайсысының жазбаларға қаншалықты сай келетіні төменде.
shipped-disagree = Модельдің екі нұсқасы келіспейді: ешқайсысын шешілген деп алмаңыз. Әрқайсысының жазбаларға қаншалықты сай келетіні төменде.
shipped-open = Модельдің екі нұсқасынан сұралды, кемінде біреуі жауап бере алмайды. Әрқайсысының жазбаларға қаншалықты сай келетіні төменде.
shipped-parked = Ең көбі { $of } қайталаудың { $parked } жағдайында ересектердің { $share } астамы бірден көшеге шықты, бұл жазылғаннан әлдеқайда көп. Олар әрі қарай қадағаланбады, сондықтан кейінгісінің тек төменгі шегі белгілі.
structure-first = біртіндеп жауап
structure-threshold = кенет табалдырық
branch-base = Болған қалпы
branch-edited = Уақыт шкаласындағыдай
branch-day = { $day }-күні шығару
branch-no-intervention-none = шетел әскерінсіз
branch-guarding-only-none = шетел әскерінсіз
branch-guarding-only-guarding-only = әскер тек күзетеді
branch-no-shutdown-open = желі ажыратылмайды
branch-early-shutdown-from-the-start = желі бірінші сағаттан ажыратылады
branch-earlier-concession-day-earlier = жеңілдіктер бір күн ерте
branch-appeals-none = үндеулер әсерсіз
branch-appeals-five-times = үндеулер бес есе күшті
branch-translation-none = мәтіндер аударылмайды
branch-translation-at-once = мәтіндер бірден аударылады
branch-no-spill-over-no-contagion = шетелде жұқпайды
branch-no-spill-over-no-notice = шетелде байқалмайды

## Түрткілер мен шақырулар
group-shocks = Түрткілер
group-calls = Шақырулар
group-calendar = Күнтізбе
group-differences = Орындар арасындағы айырма
group-fatigue = Шаршау
kind-call = шақыру
lever-shocks-weight = Барлық түрткінің салмағы
lever-calls-weight = Барлық шақырудың салмағы
lever-calls-home = Шақыру біткен соң қаншалықты тез тарайды
lever-calendar-friday = Жұма не қосады
lever-calendar-saturday = Сенбі не қосады
lever-calendar-sunday = Жексенбі не қосады
lever-calendar-holiday = Мереке не қосады
lever-differences-unit = Өңірлер қаншалықты өзгеше
lever-differences-place = Өңір қалалары қаншалықты өзгеше
lever-differences-day = Қаланың күндері қаншалықты өзгеше
lever-differences-persistence = Қаланың бір күні келесіге қаншалықты ұқсас
lever-fatigue-weight = Қатысу қаншалықты шаршатады
lever-fatigue-begins = Шаршау неден басталады
lever-fatigue-days = Тынығуға керек күндер
lever-presence-days = Неше күн қатысады
lever-presence-share = Жексенбі күндіз көшедегі қатысушылар үлесі
lever-presence-night = Түнгі қатысу
lever-presence-evening = Кешкі қатысу
lever-presence-workday = Жұмыс күнгі қатысу
lever-presence-saturday = Сенбідегі қатысу
edit-on = { $order }: болады
edit-lasts = { $order }: { $hours } сағ созылады
map-hatch = Белгісіздік сызықшалармен
map-hatch-key = Сызықша неғұрлым жиі болса, өңірдің аралығы медианасына қарағанда соғұрлым кең.
map-wrong = Қай жерде қателеседі
map-wrong-fewer = есепте тым аз
map-wrong-key = Тек осы сағатта біреу санаған жерде: боялған — есепте жазылғаннан көп адам; сақина — аз.
picture-source = Groundswell { $version }, сценарий { $scenario }; дереккөздер SOURCES.md файлында
results-where = Қай жерде айырмасы бар
results-where-key = Боялған: көшеде көп адам ({ $branch }); сақина: аз. Екеуінің бір қайталауы, бірдей кездейсоқтық.
results-fewer = тармақта аз
results-file = Жауапты бір HTML файлымен сақтау
results-report = Ашу
runs-name = Атау
runs-title = Атауы
runs-note = Жазба
runs-note-keep = Сақтау
runs-note-kept = Сақталды.
runs-thumb = Көше уақыт бойынша, бірінші қайталау
door-bring-do = Бастау
door-bring-what = Басқа ел немесе басқа жыл: карта, күн және не жазылғаны туралы файл.
door-bring-1 = Картадан елді және күндерді таңдаңыз.
door-bring-2 = Оқиғалар файлын сүйреп әкеліңіз: ACLED, UCDP, GDELT, кез келген өз кестеңіз.
door-bring-3 = Не сәйкес келгенін көріп, есептеңіз.

## The rest
studio-views = Жұмыс кеңістігінің көріністері
start-what = Groundswell жаппай көтерілісті адам-адамымен модельдейді: жарияланған деректер бойынша елдің әр ересегі сағат сайын көшеге шығу-шықпауды шешеді. Не жазылғанын қараңыз, бір нәрсені өзгертіңіз, модель не айтатынын және қаншалықты сәйкес екенін көріңіз.
tour-take = Шолу: бес қадам
tour-again = Шолуды қайталау
tour-next = Әрі қарай
tour-end = Дайын
tour-skip = Шолуды өткізіп жіберу
tour-step = { $steps } қадамның { $step }-қадамы
door-happened-what = Жарияланғаны картада, сағат сайын. Ештеңе есептелмейді.
door-happened-do = Жазбаны ойнату
door-whatif-what = Бір нәрседе ғана айырмасы бар, кездейсоқтығы бірдей екі есеп. Екеуінің айырмасы — жауап.
door-whatif-own = Өз сұрағыңызды қою
question-no-shutdown = Желі мүлде ажыратылмаса ше?
question-early-shutdown = Желі бірінші сағаттан ажыратылса ше?
question-no-intervention = Шетел әскері сұралмаса ше?
question-earlier-concession = Әр жеңілдік бір күн ерте берілсе ше?
question-no-spill-over = Басқа елдер назар аудармаса ше?
trust = Бұған қаншалықты сенуге болады
trust-coarse = Дөрекі
trust-few = Қайталау аз
trust-full = Толық масштаб
map-record = Жазба, іші бос
orders-lane = Өкімдер, дүмпулер және шақырулар
edit-run = Негізбен қатар есептеу
title-plain = { $title }, сол қалпы
title-set = { $title }, { $settings }{ $more ->
    [0] {""}
   *[other] {" "}және тағы { $more }
}
title-branches = { $title }: негіз және { $branches }
tour-1 = Карта
tour-1-what = Іші бос белгілер — жазылғаны, боялғаны — есептелгені; екеуі де топтың көлемі бойынша. Қаланы не өңірді басып, қисығын көріңіз.
tour-2 = Уақыт шкаласы
tour-2-what = Ойнатыңыз немесе тұтқаны сүйреңіз. Жолақтар — биліктің өкімдері: жылжытыңыз, ұшынан созыңыз, екі рет басып алып тастаңыз. Бұл — «егер ... болса».
tour-3 = Панель
tour-3-what = Сағаттың сандары, таңдалған орын, топты ең көп жылжытатын он тетік және есептің жазбаға сәйкестігі.
tour-4 = Есептеу
tour-4-what = «Есептеу» басыңыз: бүкіл ел есептеледі, әр ересекке бір агент. Бәрін көріп отырасыз.
tour-5 = Сенім
tour-5-what = Масштаб, қайталау саны (тек кездейсоқтығы бөлек есептер) және жазбаға сәйкестік. Олар үнемі көз алдында.
door-whatif-none = Дайын сұрақтардың ешқайсысы келмейді; өз тармағыңызды жасаңыз.
question-costs = { $branches } × { $replicates } қайталау есептейді
question-answered = Өз жауабыңызды ашу: { $replicates } қайталау, { $scale ->
    [1] әр ересекке бір агент
   *[other] { $scale } ересекке бір агент
}
door-bring-table = Осы оқиғаның жазбасын өз кестеңізбен ауыстыру
door-teach-what = Осы модель өсіп шыққан модельдер, қозғалыста, жарияланған сандарымен қатар.
question-guarding-only = Шетел әскері тек нысандарды күзетсе ше?
question-withdrawal = Шетел әскері ерте немесе кеш кетсе ше?
question-appeals = Үндеулер сарбаздарға әсер етпесе немесе әлдеқайда күшті әсер етсе ше?
question-translation = Мәтіндер аударылмаса немесе бірден аударылса ше?
trust-scale = { $one ->
    [1] әр ересекке бір агент
   *[other] { $scale } ересекке бір агент
}
trust-replicates = { $count ->
    [0] қайталау әлі жоқ
   *[other] { $count } қайталау
}
trust-unjudged = сәйкестік: бұл масштабта бағаланбайды
trust-fit = сәйкестік: орындалды { $met }, тек кең болғандықтан { $wide }, орындалмады { $missed }
trust-bias = әдетте жазбадан { $times } есе
side = Картаның жанында
place-choose = Картадан қаланы не өңірді басыңыз немесе картаның астынан таңдаңыз.
place-adults = Ересектер: { $adults }
place-chart = Топ уақыт бойынша: { $name }; ең көбі { $peak }; жазылған шамалар: { $count }.
place-note = { $median ->
    [band] Қайталаулардың медианасы мен ортаңғы 90 %; жақтаулар — жазылғаны
   *[other] Сызық: есептелгені; жақтаулар: жазылғаны
}
place-now = Қазір көшеде
place-share = 1000 ересектің { $share }
place-peak = Ең үлкен топ
place-detained = Осы уақытқа дейін ұсталды
place-onset = Есептегі бірінші жиын, { $unit }
place-first = Алғаш жазылғаны
place-nothing = ештеңе жазылмаған
place-record = Жазылған оқиғалар: { $count }
levers-lede = Осы оқиғаны калибрлеу жылжытатын сандар, әрқайсысы өз аралығында. Біреуін жылжытып, есептеңіз.
levers-all = Барлық параметр (тағы { $count })
lever-people-threshold = Адамдар шығуы үшін қанша нәрсе басым болуы керек
lever-people-leave = Күндіз қаншалықты тез тарайды
lever-price-weight = Бағаның көтерілуі қаншалықты маңызды
lever-contact-place = Толы алаң қаншалықты тартады
lever-contact-place-full = Алаң толатын қала үлесі
lever-information-weight = Басқа топтар туралы хабар қаншалықты маңызды
lever-information-delay = Хабар неше сағатта сіңеді
lever-policing-weight = Жаза қаупі қаншалықты тежейді
lever-policing-arrest-rate = Күштердің бір мүшесіне ұстау саны
lever-policing-lethal-rate = Қару рұқсат етілген жердегі өлім
lever-policing-forces-killed-rate = Қақтығыста күштер арасындағы өлім
lever-strike-cost = Ереуіл жұмысшыға неге түседі
fit-said = Жазылған { $total } шама: мәнді аралықпен орындалғаны { $met }, тек кең болғандықтан { $wide }, орындалмағаны { $missed }.
fit-bias = Медиана әдетте жазылған шамадан { $times } есе.
fit-row = жазылғаны { $recorded }, есептелгені { $simulated }; ені жазба ауытқуынан { $width } есе
fit-more = Сәйкестік туралы бәрі
fit-none = Ешбір есеп ашық емес. Есептеңіз немесе ашыңыз: әр жазылған шама өз аралығымен қатар тұрады.
verdict-is-coarse = Бағаланбайды ({ $count })
verdict-is-met = Орындалды ({ $count })
verdict-is-wide = Тек кең болғандықтан ({ $count })
verdict-is-missed = Орындалмады ({ $count })
map-shade = Өңірлер, 1000 ересекке
map-shade-key = Өңір неғұрлым қара болса, 1000 ересектің соғұрлым көбі көшеде; толық рең { $most } бастап.
picture-scale = Қайталау: { $count }; агентке ересек: { $scale }
picture-seen = Іші бос: жазылған; боялған: есептелген
picture-record = Тек жазылған шамалар; ештеңе есептелмеген
picture-size = Белгінің ауданы: адам саны; үлкен белгі — { $largest }
units-title = Өңір-өңірімен
units-lede = 1000 ересектің көшедегісі, бір ось { $top } дейін: қайталаулардың медианасы мен ортаңғы 90 %.
units-record = Әр өңірде бірдеңе қашан жазылды. Есептелген қисықтар дайын есеппен шығады.
units-key = Дөңгелек: жазылған. Жалауша: есептегі бірінші жиын, медиана. Графигін көру үшін өңірді таңдаңыз.
units-first = алғаш { $time } жазылған
orders-lane-how = Көрсеткілер өкімді бір сағатқа, бет пернелері бір күнге жылжытады, Shift — ұшын; Delete алып тастайды не қайтарады.
order-span = { $from } – { $to }
order-off = алынды
order-moved = { $hours } сағ жылжытылды
edit-off = { $order }: алынды
edit-earlier = { $order }: { $hours } сағ ерте
edit-later = { $order }: { $hours } сағ кеш
edit-until = { $order }: { $time } дейін
answer-more = Бұл модельде ең үлкен топ үлкенірек («{ $branch }»): { $before } орнына { $after }, { $pairs } жұптың 90 %-ында айырма { $low } – { $high }.
answer-less = Бұл модельде ең үлкен топ кішірек («{ $branch }»): { $before } орнына { $after }, { $pairs } жұптың 90 %-ында айырма { $low } – { $high }.
answer-unclear = Бұл модельде ең үлкен топ үлкен бе, кіші ме, айту мүмкін емес («{ $branch }»): { $before } орнына { $after }, { $pairs } жұптың 90 %-ында айырма { $low } – { $high }.
number-least = кемінде { $low }
number-most = көп дегенде { $high }
number-any = сан
number-none = Ештеңе
number-refused = { $found } қабылданбады. Рұқсат: { $allowed }. { $value } болып қалады.
number-refused-whole = { $found } қабылданбады. Рұқсат: бүтін сандар, { $allowed }. { $value } болып қалады.
job-ending = дайын дерлік
job-left-minutes = шамамен { $minutes } мин қалды

## Base and branch in the workspace, and what is added there
results-middle = { $count } қайталаудың { $replicate } нөміріндегі қатысушылар: тармақ айырмасы бойынша ортаншысы, бір сағатта.
levers-screened = Барлық санды бірден іріктеу бойынша (Моррис) ең үлкен топты ең көп жылжытатын он сан. Біреуін жылжытып, есептеңіз.
levers-usual = Шығу және үйге қайту шешімдерінің он саны. Біреуін жылжытып, есептеңіз.
twin-title = Негіз және тармақ
twin-numbers = Салыстырудың барлық саны
twin-close = Бір картаға оралу
bar-add = Дүмпу не шақыру қосу
bar-name = Атауы
bar-kind = Бұл не
bar-call = көшеге шақыру
bar-at = Қашан, жергілікті уақыт
bar-hours = Неше сағат созылады
bar-do = Қосу
bar-cancel = Болдырмау
bar-refused = Қосылмады
lever-people-noise = Адамдарды шығаратын нәрсе қаншалықты әртүрлі
lever-grievance-legitimacy = Бастапқыда билікке сенім қандай
lever-people-cap = Бір сағатта ең көбі қанша адам шығады
lever-price-habituation-days = Бағаға үйренетін күндер
lever-demand-by-waiting = Ештеңе ұсынылмаса, талап қаншалықты тез өседі
lever-demand-price-share = Баға туралы талаптардың үлесі
lever-people-evening-activity = Кешке шығу
lever-people-night-activity = Түнде шығу
lever-committee-federation = Комитеттер қаншалықты байланысты
lever-people-disperse = Таратылған топ қаншалықты тез кетеді
