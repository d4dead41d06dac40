### Студия.

## Жақтау
studio-screens = Экрандар
studio-skip = Экранға өту
studio-loading = Жүктелуде …
studio-no-country = Көрсететін ел жоқ
studio-no-screen = Бұл экран жүктелмеді
screen-country = Карта
screen-setup = Параметрлер
screen-branches = Не болар еді
screen-classics = Классика
screen-evidence = Дәлелдер
screen-runs = Модельдеулер
problem-allowed = Рұқсат етілген: { $allowed }.
problem-nearest = Мүмкін, { $nearest }?
problem-again = Қайталау
confirm-no = Қалдыру
open-failed = Модельдеу ашылмады
table-first = { $rows } жолдың алғашқы { $shown } жолы; барлығы файлда.

## Модельдеу жолағы
run = Есептеу
run-branches = Тармақтарды есептеу
run-cancel = Тоқтату
run-scenario = Сценарий
run-size = Есептеу көлемі
run-more = Тағы
run-replicates = Қайталаулар
run-scale = Бір агентке келетін ересек саны
run-seed = Бастапқы сан
run-progress = Орындалған есептің үлесі
run-refused = Есептеу басталмады
run-failed = Есептеу қатемен аяқталды
size-quick = Жылдам шолу: { $replicates } қайталау, { $scale } ересекке 1 агент
size-steady = Тұрақты жолақтар: { $replicates } қайталау, { $scale } ересекке 1 агент
size-whole = Бүкіл ел: { $replicates } қайталау, әр ересекке 1 агент
size-full = Толық жиын: { $replicates } қайталау, әр ересекке 1 агент
size-own = Өз көлемі: { $replicates } қайталау, { $scale ->
    [1] әр ересекке 1 агент
   *[other] { $scale } ересекке 1 агент
}
job-defaults = Бәрі сценарийдегідей
job-changes = { $count } өзгеріс
job-waiting = Кезекте: алда { $ahead } тапсырма
job-running = { $replicates } қайталаудың { $finished } дайын
job-left = шамамен { $seconds } с қалды
job-lost = Сервер жауап бермейді; қайта байқап көрілуде
job-cancelled = Тоқтатылды; дайын қайталау жоқ
job-cancelled-kept = Тоқтатылды; сақталған қайталау: { $kept }
job-failed = Қате
job-done = Дайын: { $finished } қайталау

## Ел
standing-record = Тек жазба: география, күні белгілі оқиғалар және жарияланған сандар. Есептеу үшін «Есептеу» түймесін басыңыз.
standing-building = Халық құрылуда …
standing-waiting = Алдыңғы тапсырманы күтудеміз.
standing-opening = Модельдеу ашылуда …
standing-live = Есептеліп жатқан бір қайталау, { $agents } агент. { $behind ->
    [0] Басқалары дайын болғанша өз қисықтары көрсетіледі.
   *[other] Қисықтар мен жолақтар дайын { $behind } қайталау бойынша.
}
standing-complete = { $run } модельдеуі: { $done } қайталау, { $one ->
    [1] әр ересекке бір агент.
   *[other] { $scale } ересекке бір агент.
}
standing-partial = { $run } модельдеуі толық емес: { $replicates } қайталаудың { $done } дайын, қалғаны қатемен аяқталды.
standing-interrupted = { $run } модельдеуі үзілді: { $replicates } қайталаудың { $done } дайын. Оны жалғастыруға болады.
standing-running = { $run } модельдеуі аяқталмады: әзірге { $replicates } қайталаудың { $done } дайын.
standing-cut = Тоқтатылды: бірінші қайталаудан келіп үлгергені. Ол сақталмайды.
standing-broken = Модельдеу қатемен аяқталды: келіп үлгергені.
standing-back = Жазбаға қайту
standing-settings = Берілгені: { $settings }.
standing-differs = Содан бері параметрлер өзгертілді.
standing-close = Модельдеуді жабу
map-forces = Күштер күйі бойынша
map-forces-note = Күштер есептеу кезінде келген қайталау үшін белгілі, ашылған модельдеу үшін емес.
forces-loyal = бағынады
forces-passive = әрекетсіз
forces-refusing = бас тартады
forces-defected = екінші жаққа өтті
view = Көрсетілген
view-median = қайталаулар медианасы
view-one = бірінші қайталау
branch-here = Тармақ
save-map = Карта
save-as = { $form } түрінде сақтау: { $what }
save-failed = Сурет сақталмады.
picture-note = Groundswell, { $run } модельдеуі; { $view }
picture-unfinished = аяқталмаған
picture-bands = { $count ->
    [0] Тек тіркелген сандар
    [1] Бір қайталау; тіркелген сандар қою түсті
   *[other] { $count } қайталаудың медианасы, ортаңғы 50 % және 90 %; тіркелген сандар қою түсті
}
picture-branches = { $time } уақытынан тармақтар; { $pairs } жұп қайталаудың медианасы мен ортаңғы 90 %
curves-behind = { $count } қайталау бойынша жолақтар; үстінде тіркелген сандар.
curves-one = Әзірге бір қайталау; үстінде тіркелген сандар.
curves-record = Тіркелгені. Модель жолақтары есептеумен бірге пайда болады.
said-nothing-yet = Модель әлі есептелген жоқ.
said-recorded = Тіркелген сан: { $count }.

## Баптау
setup-lede = Модельдің барлық саны. Өзгертілгені беттің мекенжайында сақталады: көшірілген сілтеме сол сұрақты ашады.
setup-count = { $count } параметр, өзгертілгені { $changed }
setup-undo = Болдырмау
setup-redo = Қайтару
setup-reset-all = Бәрін бастапқы мәнге қайтару
setup-reset-group = Топты бастапқы мәнге қайтару
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
group-grievance = Наразылық
group-people = Көшеге шығу
group-presence = Көшеде болу
group-contact = Байланыс
group-information = Ақпарат
group-strike = Ереуілдер
group-demand = Талаптар
group-concession = Жеңілдіктер
group-policing = Тәртіп сақтау
group-loyalty = Бөлімдердің адалдығы
group-elite = Элиталар
group-regime = Режим өкімдері
group-shutdown = Интернетті өшіру
group-organisation = Ұйым
group-committee = Комитеттер
group-messages = Хабарлар
group-intervention = Одақтас күштерді енгізу
group-home-front = Одақтастардың ішкі жағдайы
group-spillover = Шетелге таралу
group-outcome = Нәтиже түрлері
facts-title = Өз деректеріңіз
facts-lede = Сценарий кестесінің орнына өз кестеңіз: уақыт шкаласына күні белгілі деректер немесе модельдеулер салыстырылатын шамалар. Ол осы компьютерде қалады.
facts-which = Кесте
facts-facts = күні белгілі деректер
facts-targets = салыстырылатын шамалар
facts-file = CSV файлы
facts-refused = Кесте қабылданбады
facts-used = { $table } орнында — сіздің кестеңіз: { $rows } жол.
facts-drop = Сценарий кестесіне қайту

## Тармақтар
branches-lede = Барлық тармақ сол қайталауларды сол сағаттан, сол кездейсоқ сандармен жалғастырады: олардың айырмасы сіз өзгерткеннен шығады.
branches-hour = Ажырау уақыты: { $time }
branches-of-timeline = Карта сағаты: { $time }
branches-of-event = Өкімнің дәл алдында …
branches-base = Ештеңе өзгермейді: сценарий сол қалпында.
branches-base-changed = Баптаудағы { $count } өзгеріс қана.
branches-question = Дайын сұрақ
branches-question-choose = таңдаңыз: сағат пен тармақтар толтырылады …
branches-question-many = { $count } тармақ: пәрмен жолында
branches-question-asked = Бұл тармақтар соған жауап береді; есепте айырмалар «{ $against }» тармағынан алынады. Оларды өзгертсеңіз, сұрақ өзіңіздікі болады.
branches-add = Тармақ қосу
branches-without = Мынасыз тармақ
branches-choose = модельдің бір бөлігін таңдаңыз …
branches-empty = Бос тармақ
branches-branch = { $name } тармағы
branches-name = Тармақ атауы
branches-drop = Алып тастау
branches-no-change = Әзірге айырмасы жоқ.
branches-change = Параметрді өзгерту …
branches-none = Тармақ қосып, есептеңіз: нәтижелер осында шығады.
branches-ready = «Тармақтарды есептеу» түймесін басыңыз: нәтижелер есептеу барысында осында шығады.
results-title = Не шықты
results-lede = Осы модельде, осы параметрлермен, { $time } уақытында ажыраған: әр тармақта { $pairs } қайталау.
results-maps = Есептеу кезінде әр тармақтың бірінші қайталауындағы қатысушылар, бір сағатта.
results-series = Көрсеткіш
results-bands = Ортаңғы 90 %
results-chart = Әр тармақтың медианасы мен ортаңғы 90 %
results-differences = Негізден айырмалар
results-differences-lede = Тармақтан негізді алғандағы айырма, қайталау сайын: медиана және жұптардың ортаңғы 90 %. Екеуінде де кездейсоқтық бірдей, айырма — өзгерістен.
results-measure = Шама
results-branch = Тармақ
results-difference = Айырма
results-outcomes-lede = Әр тармақта осылай аяқталатын қайталаулар үлесі, олардың саны беретін 90 % аралықпен.
results-no-outcome = Ешбір қайталау ережеге сай келмеді.
results-none = Дайын қайталау жоқ.
results-wait = Нәтижелер алғашқы дайын қайталаумен бірге шығады.
measure-peak = Ең үлкен топ
measure-peak_hour = Ең үлкен топ болған сағат
measure-detained = Ұсталғандар
measure-killed = Қаза тапқандар
stored-lede = { $run } модельдеуінің салыстыруы.

## Классика
classics-lede = Осы модель өсіп шыққан модельдер. Әрқайсысы көз алдыңызда жұмыс істейді, қасында жарияланған сан тұр.
classics-model = Модель
classics-grid-wait = «Есептеу» түймесін басыңыз: тор осында қозғалады.
classic-figures = Сандар және жарияланғандар
classic-lede = { $replicates } қайталау. Жарияланған сан баптау жарияланымдағыдай болғанда көрсетіледі.
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
evidence-lede = Ашық модельдеуді не қолдайды, не оған қарсы.
evidence-of = { $run } модельдеуі: { $replicates } қайталау, { $scale }.
evidence-none = Ашық модельдеу жоқ. Біреуін ашыңыз немесе есептеңіз.
evidence-open = Модельдеулерға өту
evidence-posterior = Жазбадан параметрлер туралы не білдік
evidence-posterior-how = Мұнда апостериорлық үлестірім жоқ. Оны тіркелген деректер бойынша калибрлеу береді, не анықталмағанын да айтады:
evidence-sensitivity = Қай параметрлер маңызды
evidence-sensitivity-how = Мұнда сезімталдық көрсеткіштері жоқ. Оларды мынау береді:
evidence-scores = Болжам бағалары
evidence-scores-how = Мұнда бағалар жоқ. Басталуына дейін жарияланған деректен жасалған болжам тұрақтылықпен, өсумен және басқалармен салыстырылады:

## Модельдеулер
runs-lede = { $folder } қалтасындағы барлық модельдеу, осында не пәрмен жолынан жасалған.
runs-none = Әзірге модельдеу жоқ. «Есептеу» түймесін басыңыз немесе пәрмен жолын қолданыңыз: ол осында шығады.
runs-choose = Салыстыру
runs-run = Модельдеу
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
runs-delete-question = { $run } модельдеуін барлық файлымен жою керек пе? Қайтару мүмкін емес.
runs-not-deleted = Модельдеу жойылмады
runs-compare = { $count ->
    [0] Модельдеулерді салыстыру
   *[other] { $count } модельдеуді салыстыру
}
runs-compare-note = Бір сценарийдің екіден { $most } дейін модельдеуін таңдаңыз.
run-running = жүріп жатыр
run-complete = аяқталған
run-partial = толық емес
run-interrupted = үзілген
files-report = Есеп
files-report-save = есепті сақтау
files-pictures = Суреттер (SVG, PNG) әр карта мен графиктің қасында сақталады.
files-command = Жасаған пәрмен
files-all = Барлық файл ({ $count })
compare-title = Модельдеулер қатар
compare-note = Әр модельдеудің медианасы мен ортаңғы 90 %. Бастапқы саны не нұсқасы басқа модельдеулер жұп құрмайды.

## Start
screen-start = Басы
screen-workspace = Жұмыс
start-title = Не болды, не болар еді және жауапқа қаншалық сенуге болады
start-event = Оқиға
door-happened = Не болғанын көру
door-whatif = «Не болар еді» деп сұрау
door-bring = Сіздің оқиғаңыз
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
shipped-unknown = айту мүмкін емес
range-from = { $low } не одан көп
range-to = { $high } не одан аз
range-open = кез келген
shipped-agree = Модельдің екі нұсқасы да осылай дейді ({ $told }).
shipped-disagree = Модельдің екі нұсқасы бір-біріне қайшы ({ $told }): ешқайсысын шешілген деп алмаңыз.
shipped-open = Модельдің екі нұсқасының бірі жауап береді ({ $told }), екіншісі бере алмайды ({ $open }).
shipped-parked = Ең көбі { $of } қайталаудың { $parked } қайталауы тоқтатылды: ересектердің { $share } астамы бірден көшеге шықты, бұл тіркелгеннен әлдеқайда көп. Одан кейінгісінің тек шегі белгілі.
structure-first = біртіндеп жауап
structure-threshold = кенет табалдырық

## Түрткілер мен шақырулар
group-shocks = Түрткілер
group-calls = Шақырулар
group-calendar = Күнтізбе
group-differences = Орындар арасындағы айырма
group-fatigue = Шаршау
group-travel = Шақыруға бару
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
lever-travel-reach = Адамдар шақыруға қанша алыстан келеді
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
map-wrong = Модель қай жерде қателеседі
map-wrong-fewer = модельде аз
map-wrong-key = Тек осы сағатта біреу санаған жерде: боялған — модельде тіркелгеннен көп адам; сақина — аз.
picture-source = Groundswell { $version }, сценарий { $scenario }; дереккөздер SOURCES.md файлында
results-where = Қай жерде айырмасы бар
results-where-key = Боялған: көшеде көп адам («{ $branch }»); сақина: аз. Екеуінде де бір қайталау, бірдей кездейсоқтық.
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
door-bring-what = Басқа ел немесе басқа жыл: карта, күн және не болғаны жазылған файл.
door-bring-1 = Картадан елді және күндерді таңдаңыз.
door-bring-2 = Оқиғалар файлын сүйреп әкеліңіз: ACLED, UCDP, GDELT, кез келген өз кестеңіз.
door-bring-3 = Не сәйкес келгенін көріп, есептеңіз.

## The rest
studio-views = Жұмыс кеңістігінің көріністері
start-what = Groundswell жаппай наразылықты адам-адамымен модельдейді: елдің әр ересегі сағат сайын көшеге шығу-шықпауды шешеді; бәрі жарияланған деректерге негізделген. Не болғанын қараңыз, бір нәрсені өзгертіңіз, модель не айтатынын және оған қаншалық сенуге болатынын көріңіз.
tour-take = Шолу: бес қадам
tour-again = Шолуды қайталау
tour-next = Әрі қарай
tour-end = Дайын
tour-skip = Шолуды өткізіп жіберу
tour-step = { $steps } қадамның { $step }-қадамы
door-happened-what = Жарияланғаны картада, сағат сайын. Ештеңе есептелмейді.
door-happened-do = Не болғанын ойнату
door-whatif-what = Бір нәрседен басқасы, кездейсоқтығы да бірдей екі модельдеу. Екеуінің айырмасы — жауап.
door-whatif-own = Өз сұрағыңызды қою
trust = Бұған қаншалықты сенуге болады
trust-coarse = Ірі масштаб
trust-few = Қайталау аз
trust-full = Толық масштаб
map-record = Жазба, іші бос
orders-lane = Өкімдер, түрткілер және шақырулар
edit-run = Негізбен қатар есептеу
title-plain = { $title }, сол қалпы
title-set = { $title }, { $settings }{ $more ->
    [0] {""}
   *[other] {" "}және тағы { $more }
}
title-branches = { $title }: { $branches }, негізбен қатар
tour-1 = Карта
tour-1-what = Іші бос белгілер — тіркелгені, боялғаны — есептелгені; көлемі топтың үлкендігіне сай. Қаланы не өңірді бассаңыз, қисығы көрінеді.
tour-2 = Уақыт шкаласы
tour-2-what = Ойнатыңыз немесе тұтқаны сүйреңіз. Жолақтар — биліктің өкімдері: жылжытыңыз, ұшынан созыңыз, екі рет басып алып тастаңыз. Бұл — «не болар еді».
tour-3 = Панель
tour-3-what = Осы сағаттың сандары, таңдалған орын, топқа ең көп әсер ететін он тетік және модельдеудің жазбаға сәйкестігі.
tour-4 = Есептеу
tour-4-what = «Есептеу» түймесін бассаңыз, бүкіл ел есептеледі: әр ересекке бір агент. Барысын көріп отырасыз.
tour-5 = Сенім
tour-5-what = Масштаб, қайталау саны (тек кездейсоқтығы бөлек модельдеулер) және жазбаға сәйкестік. Олар үнемі көз алдында.
door-whatif-none = Дайын сұрақтардың ешқайсысы келмейді; өз тармағыңызды жасаңыз.
question-costs = { $branches } × { $replicates } қайталау
question-answered = Өз жауабыңызды ашу: { $replicates } қайталау, { $scale ->
    [1] әр ересекке бір агент
   *[other] { $scale } ересекке бір агент
}
door-bring-table = Осы оқиғаның жазбасын өз кестеңізбен ауыстыру
door-teach-what = Осы модель өсіп шыққан модельдер, қозғалыста, жарияланған сандарымен қатар.
trust-scale = { $one ->
    [1] әр ересекке бір агент
   *[other] { $scale } ересекке бір агент
}
trust-replicates = { $count ->
    [0] қайталау әлі жоқ
   *[other] { $count } қайталау
}
trust-fit = сәйкестік: дәл келді { $met }, тек аралық кең болғандықтан { $wide }, келмеді { $missed }
trust-bias = әдетте жазбаның { $times } бөлігі
side = Картаның жанында
place-choose = Картадан қаланы не өңірді басыңыз немесе картаның астынан таңдаңыз.
place-adults = Ересектер: { $adults }
place-chart = Топ уақыт бойынша: { $name }; ең көбі { $peak }; тіркелген шамалар: { $count }.
place-note = { $median ->
    [band] Қайталаулардың медианасы мен ортаңғы 90 %; жақтаулар — тіркелгены
   *[other] Сызық: есептелгені; жақтаулар: тіркелгены
}
place-now = Қазір көшеде
place-share = 1000 ересекке { $share }
place-peak = Ең үлкен топ
place-detained = Осы уақытқа дейін ұсталды
place-onset = Модельдегі бірінші жиын: { $unit }
place-first = Алғаш тіркелгені
place-nothing = ештеңе тіркелмеген
place-record = Тіркелген оқиғалар: { $count }
levers-lede = Осы оқиғаны калибрлеу өзгертетін сандар, әрқайсысы өз априорлық аралығында. Біреуін жылжытып, есептеңіз.
levers-all = Барлық параметр (тағы { $count })
lever-people-threshold = Адамдар шығуы үшін қандай кедергіден асу керек
lever-people-leave = Күндіз қаншалықты тез тарайды
lever-price-weight = Бағаның көтерілуі қаншалықты маңызды
lever-contact-place = Толы алаң қаншалықты тартады
lever-contact-place-full = Алаң толатын қала үлесі
lever-information-weight = Басқа топтар туралы хабар қаншалықты маңызды
lever-information-delay = Хабар неше сағатта сіңеді
lever-policing-weight = Жаза қаупі қаншалықты тежейді
lever-policing-arrest-rate = Бір қызметкерге келетін ұстау саны
lever-policing-lethal-rate = Қару рұқсат етілген жердегі өлім
lever-policing-forces-killed-rate = Қақтығыста қаза табатын қызметкерлер
lever-strike-cost = Ереуіл жұмысшыларға қаншаға түседі
fit-said = Тіркелген { $total } сан: мәнді аралықпен дәл келгені { $met }, тек аралық кең болғандықтан { $wide }, келмегені { $missed }.
fit-bias = Медиана әдетте тіркелген саннан { $times } есе.
fit-row = тіркелгені { $recorded }, модельде { $simulated }
fit-more = Сәйкестік туралы бәрі
fit-none = Ашық модельдеу жоқ. Есептеңіз немесе ашыңыз: әр тіркелген сан өз аралығымен қатар тұрады.
verdict-is-met = Дәл келді ({ $count })
verdict-is-wide = Тек аралық кең болғандықтан ({ $count })
verdict-is-missed = Келмеді ({ $count })
map-shade = Өңірлер, 1000 ересекке
map-shade-key = Өңір неғұрлым қою болса, ересектерінің соғұрлым көбі көшеде; толық рең — 1000-ға { $most } немесе одан көп.
picture-scale = Қайталау: { $count }; агентке ересек: { $scale }
picture-seen = Іші бос: тіркелген; боялған: есептелген
picture-record = Тек тіркелген шамалар; ештеңе есептелмеген
picture-size = Белгінің ауданы: адам саны; үлкен белгі — { $largest }
units-title = Өңір-өңірімен
units-lede = 1000 ересекке шаққандағы көшедегі адамдар, бір ось { $top } дейін: қайталаулардың медианасы мен ортаңғы 90 %.
units-record = Әр өңірде бірдеңе қашан тіркелді. Модель қисықтары дайын модельдеумен бірге шығады.
units-key = Дөңгелек: тіркелген. Жалауша: есептегі бірінші жиын, медиана. Графигін көру үшін өңірді таңдаңыз.
units-first = алғаш { $time } тіркелген
orders-lane-how = Көрсеткілер өкімді бір сағатқа, Page Up мен Page Down бір күнге жылжытады, Shift-пен оның соңы жылжиды; Delete алып тастайды не қайтарады.
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
results-middle = { $count } қайталаудың { $replicate }-қайталауындағы қатысушылар (тармақ айырмасы бойынша ортаншысы), бір сағатта.
levers-screened = Осы оқиғаны калибрлеу өзгертетін сандардың ішінен ең үлкен топқа ең көп әсер ететін он сан (априорлық аралықтарда Моррис бойынша іріктеу). Біреуін жылжытып, есептеңіз.
levers-usual = Көшеге шығу мен үйге қайту шешімдерінің он саны. Біреуін жылжытып, есептеңіз.
twin-title = Негіз және тармақ
twin-numbers = Салыстырудың барлық саны
twin-close = Бір картаға оралу
bar-add = Түрткі не шақыру қосу
bar-name = Атауы
bar-kind = Бұл не
bar-call = көшеге шақыру
bar-strike = ереуілге шақыру
bar-at = Қашан, жергілікті уақыт
bar-hours = Неше сағат созылады
bar-do = Қосу
bar-cancel = Болдырмау
bar-refused = Қосылмады
lever-people-noise = Адамдардың шығуға дайындығы қаншалықты әртүрлі
lever-grievance-legitimacy = Бастапқыда билікке сенім қандай
lever-people-cap = Бір сағатта ең көбі қанша адам шыға алады
lever-price-habituation-days = Бағаға үйренетін күндер
lever-demand-by-waiting = Ештеңе ұсынылмаса, талап қаншалықты тез өседі
lever-demand-price-share = Баға туралы талаптардың үлесі
lever-people-evening-activity = Кешке шығу
lever-people-night-activity = Түнде шығу
lever-committee-federation = Комитеттер қаншалықты байланысты
lever-people-disperse = Таратылған топ қаншалықты тез кетеді
branches-another = Басқа сұрақ қою
fit-row-none = тіркелгені { $recorded }; ешбір қайталауда мән жоқ
shipped-all = Басқа тармақтар және модельдің әр нұсқасына қаншалық сенуге болады
shipped-neither = Модельдің екі нұсқасының ешқайсысы жауап бере алмайды ({ $open }).
direction-more = үлкенірек
direction-less = кішірек
direction-same = бірдей
lever-price-rise-hours = Бағаның өсуі неше сағатта сезіледі
lever-price-spread = Бағаның маңызы өңірлерде қаншалықты әртүрлі
lever-information-fade-hours = Топ туралы хабар неше сағатта ұмытылады
lever-policing-reach = Шағын топтағы адамдар қаншалықты тез ұсталады
lever-policing-handling-hours = Бір ұстау қызметкердің неше сағатын алады
structure-says = { $structure }: { $says }
event-title-kazakhstan-2022 = Қазақстан, 2022 жылғы қаңтар
event-title-two-towns = Ойдан шығарылған екі қала
event-title-east-germany-1989 = ГДР, 1989 жылғы күз
event-title-george-floyd-2020 = АҚШ, Джордж Флойд өлтірілгеннен кейінгі наразылықтар, 2020 жыл
event-title-parkland-2018 = АҚШ, Паркленд оқиғасынан кейінгі қару зорлығына қарсы наразылықтар, 2018 жыл
event-title-travel-ban-2017 = АҚШ, кіруге тыйымға қарсы наразылықтар, 2017 жыл
event-title-teachers-strikes-2018 = АҚШ, мұғалімдер ереуілі, 2018 жыл
event-title-yellow-vests-2018 = Франция, «сары жилеттер», 2018 жыл
event-title-france-2005 = Франция, 2005 жылғы күз
verdict-is-coarse = Бағаланбайды ({ $count })
trust-unjudged = сәйкестік: бұл масштабта бағаланбайды
