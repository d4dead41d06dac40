### Студия.

## Рамка
studio-screens = Экраны
studio-skip = Перейти к экрану
studio-loading = Загрузка …
studio-no-country = Показывать нечего
studio-no-screen = Этот экран не загрузился
screen-country = Карта
screen-setup = Параметры
screen-branches = Что, если
screen-classics = Классика
screen-evidence = Проверка
screen-runs = Прогоны
problem-allowed = Допустимо: { $allowed }.
problem-nearest = Возможно, { $nearest }?
problem-again = Ещё раз
confirm-no = Оставить
open-failed = Прогон не открылся
table-first = Первые строки: { $shown } из { $rows }; все — в файле.

## Строка прогона
run = Рассчитать
run-branches = Рассчитать ветви
run-cancel = Остановить
run-scenario = Сценарий
run-size = Размер расчёта
run-more = Ещё
run-replicates = Повторы
run-scale = Взрослых на агента
run-seed = Начальное число
run-progress = Доля выполненного расчёта
run-refused = Расчёт не начат
run-failed = Расчёт завершился ошибкой
size-quick = Быстрый взгляд: повторов { $replicates }, 1 агент на { $scale } взрослых
size-steady = Ровные полосы: повторов { $replicates }, 1 агент на { $scale } взрослых
size-whole = Вся страна: повторов { $replicates }, 1 агент на каждого взрослого
size-full = Полный набор: повторов { $replicates }, 1 агент на каждого взрослого
size-own = Свой размер: повторов { $replicates }, { $scale ->
    [1] 1 агент на каждого взрослого
   *[other] 1 агент на { $scale } взрослых
}
job-defaults = Всё как в сценарии
job-changes = { $count ->
    [one] { $count } изменение
    [few] { $count } изменения
   *[other] { $count } изменений
}
job-waiting = Очередь: впереди { $ahead ->
    [one] { $ahead } задание
    [few] { $ahead } задания
   *[other] { $ahead } заданий
}
job-running = Готово повторов: { $finished } из { $replicates }
job-left = осталось около { $seconds } с
job-lost = Сервер не отвечает; пробуем снова
job-cancelled = Остановлено; ни один повтор не готов
job-cancelled-kept = Остановлено; сохранено повторов: { $kept }
job-failed = Ошибка
job-done = Готово, повторов: { $finished }

## Страна
standing-record = Только хроника: география, события по датам и опубликованные числа. Чтобы начать расчёт, нажмите «Рассчитать».
standing-building = Строится население …
standing-waiting = Ожидание предыдущего задания.
standing-opening = Прогон открывается …
standing-live = Один повтор во время расчёта, агентов: { $agents }. { $behind ->
    [0] Пока не готовы другие, показаны его собственные кривые.
   *[other] Кривые и полосы — по готовым повторам: { $behind }.
}
standing-complete = Прогон { $run }: повторов { $done }, { $one ->
    [1] один агент на каждого взрослого.
   *[other] один агент на { $scale } взрослых.
}
standing-partial = Прогон { $run }, неполный: повторов { $done } из { $replicates }, остальные с ошибкой.
standing-interrupted = Прогон { $run }, прерван: готово повторов { $done } из { $replicates }. Его можно продолжить.
standing-running = Прогон { $run } не закончен: пока повторов { $done } из { $replicates }.
standing-cut = Остановлено: показано то, что успело прийти от первого повтора. Оно не сохраняется.
standing-broken = Расчёт завершился ошибкой: показано то, что успело прийти.
standing-back = Назад к хронике
standing-settings = Задано: { $settings }.
standing-differs = С тех пор параметры изменены.
standing-close = Закрыть прогон
map-forces = Силы по состоянию
map-forces-note = Силы известны для повтора, который приходил во время расчёта, но не для открытого прогона.
forces-loyal = подчиняются
forces-passive = бездействуют
forces-refusing = отказываются
forces-defected = перешли на другую сторону
view = Показано
view-median = медиана повторов
view-one = первый повтор
branch-here = Ветвь
save-map = Карта
save-as = Сохранить как { $form }: { $what }
save-failed = Рисунок сохранить не удалось.
picture-note = Groundswell, прогон { $run }; { $view }
picture-unfinished = не закончен
picture-bands = { $count ->
    [0] Только данные хроники
    [1] Один повтор; данные хроники — тёмные
   *[other] Медиана, средние 50 % и средние 90 %, повторов: { $count }; данные хроники — тёмные
}
picture-branches = Ветви от { $time }; медиана и средние 90 %, парных повторов: { $pairs }
curves-behind = Полосы — по повторам: { $count }; поверх — данные хроники.
curves-one = Пока один повтор; поверх — данные хроники.
curves-record = То, что известно из хроники. Полосы модели появятся с расчётом.
said-nothing-yet = Расчёта ещё нет.
said-recorded = Чисел в хронике: { $count }.

## Настройка
setup-lede = Все числа модели. Изменения хранятся в адресе страницы: скопированная ссылка открывает тот же вопрос.
setup-count = Параметров: { $count }, изменено: { $changed }
setup-undo = Отменить
setup-redo = Вернуть
setup-reset-all = Сбросить всё
setup-reset-group = Сбросить группу
setup-link = Скопировать ссылку
setup-link-copied = Ссылка скопирована.
setup-link-in-bar = Ссылка — в адресной строке.
setup-on = включён
setup-off = выключен
setup-page = Страница механизма: уравнения и источники
parameter-range = от { $low } до { $high }
parameter-reset = Вернуть { $value }
group-scenario = Сценарий
group-orders = Распоряжения властей
group-synthesis = Кто где живёт и работает
group-price = Скачок цен
group-grievance = Недовольство
group-people = Участие
group-presence = Присутствие
group-contact = Контакты
group-information = Информация
group-strike = Забастовки
group-demand = Требования
group-concession = Уступки
group-policing = Действия полиции
group-loyalty = Лояльность частей
group-elite = Элиты
group-regime = Распоряжения режима
group-shutdown = Отключение интернета
group-organisation = Организация
group-committee = Комитеты
group-messages = Сообщения
group-intervention = Ввод сил союзников
group-home-front = Тыл союзников
group-spillover = Отклик за рубежом
group-outcome = Классы исходов
facts-title = Ваша хроника
facts-lede = Таблица вместо таблицы сценария: факты с датами для шкалы времени или величины, с которыми сравниваются прогоны. Она остаётся на этом компьютере.
facts-which = Таблица
facts-facts = факты с датами
facts-targets = сравниваемые величины
facts-file = Файл CSV
facts-refused = Таблица не принята
facts-used = Вместо { $table } — ваша таблица, строк: { $rows }.
facts-drop = Вернуть таблицу сценария

## Ветви
branches-lede = Все ветви продолжают те же повторы с того же часа и с теми же случайными числами: различие между ними вызвано тем, что вы меняете.
branches-hour = Ветви расходятся { $time }
branches-of-timeline = Час карты: { $time }
branches-of-event = Перед распоряжением …
branches-base = Ничего не меняется: сценарий как есть.
branches-base-changed = Только изменённые параметры ({ $count }).
branches-question = Готовый вопрос
branches-question-choose = выберите: час и ветви заполнятся сами …
branches-question-many = ветвей { $count }: через командную строку
branches-question-asked = Эти ветви на него отвечают; в отчёте разности берутся с ветвью «{ $against }». Если их изменить, вопрос станет вашим.
branches-add = Добавить ветвь
branches-without = Ветвь без
branches-choose = выберите часть модели …
branches-empty = Пустая ветвь
branches-branch = Ветвь { $name }
branches-name = Имя ветви
branches-drop = Убрать
branches-no-change = Пока ничем не отличается.
branches-change = Изменить параметр …
branches-none = Добавьте ветвь и запустите расчёт: итоги появятся здесь.
branches-ready = Нажмите «Рассчитать ветви»: итоги появятся здесь по ходу расчёта.
results-title = Что получилось
results-lede = В этой модели, при этих параметрах; ветви разошлись { $time }, повторов в каждой — { $pairs }.
results-maps = Участники в первом повторе каждой ветви во время расчёта, в один и тот же час.
results-series = Ряд
results-bands = Средние 90 %
results-chart = Медиана и средние 90 % каждой ветви
results-differences = Разности с основой
results-differences-lede = Ветвь минус основа, повтор за повтором: медиана и средние 90 % пар. Случайность в обеих одна и та же, поэтому различие вызвано изменением.
results-measure = Величина
results-branch = Ветвь
results-difference = Разность
results-outcomes-lede = Доля повторов с таким исходом в каждой ветви; интервал 90 % следует из их числа.
results-no-outcome = Ни один повтор не отвечает ни одному правилу.
results-none = Ни один повтор не закончен.
results-wait = Итоги появятся с первым готовым повтором.
measure-peak = Наибольшая толпа
measure-peak_hour = Час наибольшей толпы
measure-detained = Задержанные
measure-killed = Погибшие
stored-lede = Сравнение из прогона { $run }.

## Классика
classics-lede = Модели, из которых выросла эта. Каждая работает прямо здесь, рядом — опубликованное число.
classics-model = Модель
classics-grid-wait = Нажмите «Рассчитать»: решётка оживёт здесь.
classic-figures = Результаты и опубликованные числа
classic-lede = Повторов: { $replicates }. Опубликованное число показано там, где настройки такие же, как в публикации.
classic-mean = Среднее
classic-published = Опубликовано
classic-middle = Средние 90 %
grid-title = Решётка
grid-label = Решётка, такт { $tick }: спокойных { $quiet }, активных { $active }, в заключении { $jailed }, полицейских { $cops }.
grid-tick = Такт
grid-ticks = такты
grid-at = такт { $tick }
grid-every = Показан каждый { $every }-й такт.
grid-chart = Активные и заключённые по времени
grid-citizens = граждан
site-quiet = Спокойные
site-active = Активные
site-jailed = В заключении
site-cop = Полицейские

## Проверка
evidence-lede = Что говорит в пользу открытого прогона и что против него.
evidence-of = Прогон { $run }: повторов { $replicates }, { $scale }.
evidence-none = Прогон не открыт. Откройте или рассчитайте.
evidence-open = К прогонам
evidence-posterior = Что хроника дала знать о параметрах
evidence-posterior-how = Апостериорного распределения здесь нет. Его даёт калибровка по фактам хроники; она же говорит, чего узнать не удалось:
evidence-sensitivity = Какие параметры важны
evidence-sensitivity-how = Индексов чувствительности здесь нет. Их даёт:
evidence-scores = Оценки прогнозов
evidence-scores-how = Оценок здесь нет. Прогноз по данным, опубликованным до его начала, сравнивается с простыми прогнозами (как сейчас, рост и другие) командой:

## Прогоны
runs-lede = Все прогоны в папке { $folder }, сделанные здесь или из командной строки.
runs-none = Прогонов пока нет. Нажмите «Рассчитать» или воспользуйтесь командной строкой: прогон появится здесь.
runs-choose = Сравнить
runs-run = Прогон
runs-made = Сделан
runs-settings = Настройки
runs-defaults = как в сценарии
runs-actions = Что сделать
runs-scale = 1 : { $scale }
runs-failed = с ошибкой: { $failed }
runs-branches = ветвей: { $count }
runs-open = Открыть
runs-export = Выгрузить
runs-resume = Продолжить
runs-delete = Удалить
runs-delete-question = Удалить прогон { $run } со всеми файлами? Вернуть его будет нельзя.
runs-not-deleted = Прогон не удалён
runs-compare = { $count ->
    [0] Сравнить прогоны
   *[other] Сравнить прогоны: { $count }
}
runs-compare-note = Выберите от двух до { $most } прогонов одного сценария.
run-running = идёт
run-complete = завершён
run-partial = неполный
run-interrupted = прерван
files-report = Отчёт
files-report-save = сохранить отчёт
files-pictures = Рисунки (SVG, PNG) сохраняются рядом с каждой картой и каждым графиком.
files-command = Сделан командой
files-all = Все файлы ({ $count })
compare-title = Прогоны рядом
compare-note = Медиана и средние 90 % каждого прогона. Прогоны с разными начальными числами или версиями не образуют пар.

## Start
screen-start = Начало
screen-workspace = Работа
studio-views = Виды
start-title = Что было, что было бы и насколько верить ответу
start-what = Groundswell моделирует массовые выступления человек за человеком: каждый взрослый житель страны каждый час решает, выходить ли на улицу; всё построено на опубликованных данных. Посмотрите, что было на самом деле, измените что-то одно — и увидите, что говорит модель и насколько ей верить.
start-event = Событие
tour-take = Знакомство в пять шагов
tour-again = Знакомство ещё раз
tour-next = Дальше
tour-end = Готово
tour-skip = Пропустить
tour-step = шаг { $step } из { $steps }
door-happened = Посмотреть, что было
door-happened-what = То, что было опубликовано, на карте, час за часом. Ничего не рассчитывается.
door-happened-do = Показать хронику
door-whatif = Спросить «что, если»
door-whatif-what = Два прогона с одной и той же случайностью отличаются чем-то одним. Разница между ними и есть ответ.
door-whatif-own = Задать свой вопрос
door-bring = Ваше событие
door-teach = Классика для занятий
trust = Насколько этому верить
trust-record = Только хроника
trust-coarse = Грубый масштаб
trust-few = Мало повторов
trust-full = Полный масштаб
side-now = Сейчас
side-place = Место
side-levers = Рычаги
side-fit = Соответствие
map-record = Хроника, контуром
orders-lane = Распоряжения, потрясения и призывы
edit-run = Рассчитать рядом с основой

## Ответы, которые идут с программой
answers-made = Ответы рассчитаны в полном масштабе { $day }, версия { $version }.
question-run = Рассчитать самому
shipped-more = В этой модели ({ $branch }) крупнейшая толпа больше: { $after } против { $before }, обычно на { $difference } ({ $range }).
shipped-less = В этой модели ({ $branch }) крупнейшая толпа меньше: { $after } против { $before }, обычно на { $difference } ({ $range }).
shipped-unclear = В этой модели ({ $branch }) нельзя сказать, больше или меньше крупнейшая толпа: { $after } против { $before }; разница — { $range }.
shipped-same = В этой модели ({ $branch }) крупнейшая толпа та же: { $before }.
shipped-detained-more = Задержаний больше: { $after } против { $before } ({ $range }).
shipped-detained-less = Задержаний меньше: { $after } против { $before } ({ $range }).
shipped-detained-unclear = Больше или меньше задержаний, сказать нельзя: { $after } против { $before } ({ $range }).
shipped-detained-same = Задержаний столько же: { $before }.
shipped-measure-peak = Разница в крупнейшей толпе: медиана пар и интервал 90 %
shipped-measure-detained = Разница в задержаниях: медиана пар и интервал 90 %
shipped-exact = { $number }
shipped-at-least = не менее { $number }
shipped-at-most = не более { $number }
shipped-unknown = сказать нельзя
range-from = { $low } или больше
range-to = { $high } или меньше
range-open = какой угодно
shipped-agree = Так отвечают обе версии модели ({ $told }).
shipped-disagree = Две версии модели противоречат друг другу ({ $told }): ни одну нельзя считать верной.
shipped-open = Из двух версий модели одна даёт ответ ({ $told }), другая — нет ({ $open }).
shipped-parked = В отдельных ветвях до { $parked } повторов из { $of } остановлены: на улицы разом вышло больше { $share } взрослых, намного больше, чем было на самом деле. О том, что было бы дальше, известна только граница.
structure-first = плавный отклик
structure-threshold = резкий порог

## Толчки и призывы
group-shocks = Толчки
group-calls = Призывы
group-calendar = Календарь
group-differences = Различия между местами
group-fatigue = Усталость
group-travel = Поездки по призыву
kind-call = призыв
lever-shocks-weight = Вес всех толчков
lever-calls-weight = Вес всех призывов
lever-calls-home = Как быстро расходятся после призыва
lever-calendar-friday = Что добавляет пятница
lever-calendar-saturday = Что добавляет суббота
lever-calendar-sunday = Что добавляет воскресенье
lever-calendar-holiday = Что добавляет праздник
lever-differences-unit = Насколько различаются регионы
lever-differences-place = Насколько различаются города региона
lever-differences-day = Насколько различаются дни города
lever-differences-persistence = Насколько день города похож на следующий
lever-fatigue-weight = Насколько утомляет участие
lever-fatigue-begins = С чего начинается усталость
lever-fatigue-days = Дней до восстановления
lever-travel-reach = Как далеко люди едут на призыв
lever-presence-days = Сколько дней участвуют
lever-presence-share = Доля участников на улице в воскресенье днём
lever-presence-night = Присутствие ночью
lever-presence-evening = Присутствие вечером
lever-presence-workday = Присутствие в рабочий день
lever-presence-saturday = Присутствие в субботу
edit-on = { $order }: происходит
edit-lasts = { $order }: длится { $hours } ч
map-hatch = Неопределённость, штриховкой
map-hatch-key = Чем гуще штриховка, тем шире интервал региона относительно медианы.
map-wrong = Где модель ошибается
map-wrong-fewer = в модели меньше
map-wrong-key = Только там, где в этот час кто-то считал людей: заливка — в модели больше, чем по хронике; кольца — меньше.
picture-source = Groundswell { $version }, сценарий { $scenario }; источники в его SOURCES.md
results-where = Где они различаются
results-where-key = Заливка: на улице больше людей («{ $branch }»); кольца: меньше. Повтор в обеих ветвях один и тот же, случайность та же.
results-fewer = меньше в ветви
results-file = Сохранить ответ одним файлом HTML
results-report = Открыть
runs-name = Название
runs-title = Название
runs-note = Заметка
runs-note-keep = Сохранить
runs-note-kept = Сохранено.
runs-thumb = Улица по времени, первый повтор
door-bring-do = Начать
door-bring-what = Другая страна или другой год: карта, дата и файл с тем, что происходило.
door-bring-1 = Выберите страну на карте и дни.
door-bring-2 = Перетащите файл событий: ACLED, UCDP, GDELT, любую свою таблицу.
door-bring-3 = Посмотрите, что удалось отнести к местам, и запустите расчёт.

## The rest
title-plain = { $title }, как есть
title-set = { $title }, { $settings }{ $more ->
    [0] {""}
   *[other] {" "}и ещё { $more }
}
title-branches = { $title }: { $branches }, рядом с основой
tour-1 = Карта
tour-1-what = Контуром — то, что было по хронике, заливкой — то, что рассчитано; размер — по величине толпы. Щёлкните город или регион, чтобы увидеть его кривую.
tour-2 = Шкала времени
tour-2-what = Нажмите «Пуск» или тяните бегунок. Полосы — распоряжения властей: перетащите полосу, чтобы сдвинуть, потяните за конец, щёлкните дважды, чтобы убрать. Это и есть «что, если».
tour-3 = Панель
tour-3-what = Числа этого часа, выбранное место, десять рычагов, от которых толпа зависит сильнее всего, и соответствие прогона хронике.
tour-4 = Расчёт
tour-4-what = Нажмите «Рассчитать», и рассчитывается вся страна: один агент на каждого взрослого. Ход расчёта виден сразу.
tour-5 = Доверие
tour-5-what = Масштаб, число повторов (прогонов, которые отличаются только случайностью) и соответствие хронике. Они всегда на виду.
door-whatif-none = Готового вопроса для этого события нет; составьте свою ветвь.
question-costs = { $branches } × { $replicates } повторов
question-answered = Открыть свой ответ: повторов { $replicates }, { $scale ->
    [1] один агент на каждого взрослого
   *[other] один агент на { $scale } взрослых
}
door-bring-table = Заменить хронику этого события своей таблицей
door-teach-what = Модели, из которых выросла эта, в действии, рядом с опубликованными числами.
trust-scale = { $one ->
    [1] один агент на каждого взрослого
   *[other] один агент на { $scale } взрослых
}
trust-replicates = { $count ->
    [0] повторов пока нет
    [one] { $count } повтор
    [few] { $count } повтора
   *[other] { $count } повторов
}
trust-fit = соответствие: сходится { $met }, лишь из-за ширины { $wide }, расходится { $missed }
trust-bias = обычно { $times } от хроники
side = Рядом с картой
place-choose = Щёлкните город или регион на карте или выберите место под картой.
place-adults = Взрослых: { $adults }
place-chart = Толпа во времени: { $name }; наибольшая { $peak }; чисел в хронике: { $count }.
place-note = { $median ->
    [band] Медиана и средние 90 % повторов; рамки — хроника
   *[other] Линия — модель; рамки — хроника
}
place-now = Сейчас на улице
place-share = { $share } на 1000 взрослых
place-peak = Крупнейшая толпа
place-detained = Задержано к этому часу
place-onset = Первый митинг по модели: { $unit }
place-first = Впервые в хронике
place-nothing = в хронике ничего нет
place-record = Событий в хронике: { $count }
levers-lede = Числа, которые подбирает калибровка этого события, каждое в пределах априорного диапазона. Сдвиньте одно и нажмите «Рассчитать».
levers-all = Все параметры (ещё { $count })
lever-people-threshold = Какое препятствие нужно превысить, чтобы люди вышли
lever-people-leave = Как быстро днём расходятся по домам
lever-price-weight = Насколько важен скачок цены
lever-contact-place = Как сильно притягивает полная площадь
lever-contact-place-full = Доля города, при которой площадь полна
lever-information-weight = Насколько важны вести о других толпах
lever-information-delay = За сколько часов усваиваются вести
lever-policing-weight = Насколько удерживает ожидание наказания
lever-policing-arrest-rate = Задержаний на одного сотрудника
lever-policing-lethal-rate = Гибель людей там, где разрешено оружие
lever-policing-forces-killed-rate = Гибель сотрудников в столкновениях
lever-strike-cost = Чего стоит забастовка рабочим
fit-said = Чисел в хронике: { $total }. С содержательным интервалом сходится { $met }, лишь из-за ширины интервала — { $wide }, расходится { $missed }.
fit-bias = Медиана обычно составляет { $times } от числа хроники.
fit-row = по хронике { $recorded }, по модели { $simulated }
fit-more = Всё о соответствии
fit-none = Прогон не открыт. Рассчитайте или откройте: каждое число хроники встанет рядом со своим интервалом.
verdict-is-met = Сходится ({ $count })
verdict-is-wide = Сходится лишь из-за ширины ({ $count })
verdict-is-missed = Расходится ({ $count })
map-shade = Регионы, на 1000 взрослых
map-shade-key = Чем темнее регион, тем большая доля его взрослых на улице; полный тон — от { $most } на 1000.
picture-scale = Повторов: { $count }; взрослых на агента: { $scale }
picture-seen = Контуром — хроника; заливкой — модель
picture-record = Только данные хроники; расчёта нет
picture-size = Площадь знака: люди; крупный знак — { $largest }
units-title = По регионам
units-lede = Людей на улице на 1000 взрослых, одна ось до { $top }: медиана и средние 90 % повторов.
units-record = Когда в каждом регионе что-то произошло по хронике. Кривые модели появятся с готовым прогоном.
units-key = Кружки — хроника. Флажок — первый митинг по модели, медиана. Выберите регион, чтобы увидеть его график.
units-first = впервые в хронике { $time }
orders-lane-how = Стрелки сдвигают распоряжение на час, Page Up и Page Down — на день, с Shift двигается его конец; Delete убирает или возвращает.
order-span = { $from } – { $to }
order-off = убрано
order-moved = сдвинуто на { $hours } ч
edit-off = { $order }: убрано
edit-earlier = { $order }: на { $hours } ч раньше
edit-later = { $order }: на { $hours } ч позже
edit-until = { $order }: до { $time }
answer-more = В этой модели крупнейшая толпа больше («{ $branch }»): { $after } против { $before }, разница от { $low } до { $high } в 90 % из { $pairs } пар.
answer-less = В этой модели крупнейшая толпа меньше («{ $branch }»): { $after } против { $before }, разница от { $low } до { $high } в 90 % из { $pairs } пар.
answer-unclear = В этой модели нельзя сказать, больше или меньше крупнейшая толпа («{ $branch }»): { $after } против { $before }, разница от { $low } до { $high } в 90 % из { $pairs } пар.
number-least = не меньше { $low }
number-most = не больше { $high }
number-any = число
number-none = Ничего
number-refused = { $found } не принято. Допустимо: { $allowed }. Остаётся { $value }.
number-refused-whole = { $found } не принято. Допустимо: целые числа, { $allowed }. Остаётся { $value }.
job-ending = почти готово
job-left-minutes = осталось около { $minutes } мин

## Base and branch in the workspace, and what is added there
results-middle = Участники в повторе { $replicate } из { $count } (среднем по отличию ветви), в один и тот же час.
levers-screened = Десять чисел, которые сильнее всего меняют крупнейшую толпу, из тех, что подбирает калибровка этого события (отсев по Моррису в априорных диапазонах). Сдвиньте одно и нажмите «Рассчитать».
levers-usual = Десять чисел о решении выйти и уйти домой. Сдвиньте одно и нажмите «Рассчитать».
twin-title = Основа и ветвь
twin-numbers = Все числа сравнения
twin-close = Вернуться к одной карте
bar-add = Добавить потрясение или призыв
bar-name = Название
bar-kind = Что это
bar-call = призыв выйти
bar-strike = призыв к забастовке
bar-at = Когда, местное время
bar-hours = Сколько часов длится
bar-do = Добавить
bar-cancel = Отмена
bar-refused = Добавить не удалось
lever-people-noise = Насколько люди различаются в готовности выйти
lever-grievance-legitimacy = Насколько властям доверяют вначале
lever-people-cap = Сколько самое большее может выйти за час
lever-price-habituation-days = Дней, чтобы привыкнуть к цене
lever-demand-by-waiting = Как быстро растут требования, пока ничего не предложено
lever-demand-price-share = Доля требований о цене
lever-people-evening-activity = Выход вечером
lever-people-night-activity = Выход ночью
lever-committee-federation = Насколько связаны комитеты
lever-people-disperse = Как быстро расходится разогнанная толпа
branches-another = Задать другой вопрос
fit-row-none = по хронике { $recorded }; ни один повтор не даёт значения
shipped-all = Другие ветви и насколько верить каждой версии модели
shipped-neither = Ни одна из двух версий модели не даёт ответа ({ $open }).
direction-more = больше
direction-less = меньше
direction-same = столько же
lever-price-rise-hours = За сколько часов чувствуется рост цены
lever-price-spread = Насколько по-разному цена важна регионам
lever-information-fade-hours = За сколько часов забываются вести о толпе
lever-policing-reach = Как быстро задерживают в небольшой толпе
lever-policing-handling-hours = Сколько часов сотрудника отнимает задержание
structure-says = { $structure }: { $says }
event-title-kazakhstan-2022 = Казахстан, январь 2022 года
event-title-two-towns = Два вымышленных города
event-title-east-germany-1989 = ГДР, осень 1989 года
event-title-george-floyd-2020 = США, протесты после убийства Джорджа Флойда, 2020 год
event-title-parkland-2018 = США, протесты против насилия с оружием после Паркленда, 2018 год
event-title-travel-ban-2017 = США, протесты против запрета на въезд, 2017 год
event-title-teachers-strikes-2018 = США, забастовки учителей, 2018 год
event-title-yellow-vests-2018 = Франция, «жёлтые жилеты», 2018 год
event-title-france-2005 = Франция, осень 2005 года
verdict-is-coarse = Не оценивается ({ $count })
trust-unjudged = соответствие: при этом масштабе не оценивается
