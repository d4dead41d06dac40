### Студия.

## Рамка
studio-screens = Экраны
studio-skip = Перейти к экрану
studio-loading = Загрузка …
studio-no-country = Показать нечего: страны нет
studio-no-screen = Этот экран не загрузился
screen-country = Карта
screen-setup = Параметры
screen-branches = Что если
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
run = Запустить
run-branches = Запустить ветви
run-cancel = Остановить
run-scenario = Сценарий
run-size = Размер прогона
run-more = Подробнее
run-replicates = Реплики
run-scale = Взрослых на агента
run-seed = Зерно
run-progress = Доля выполненного расчёта
run-refused = Прогон не начат
run-failed = Прогон завершился ошибкой
size-quick = Быстрый взгляд: реплик { $replicates }, 1 агент на { $scale } взрослых
size-steady = Ровные полосы: реплик { $replicates }, 1 агент на { $scale } взрослых
size-whole = Вся страна: реплик { $replicates }, 1 агент на взрослого
size-full = Полный ансамбль: реплик { $replicates }, 1 агент на взрослого
size-own = Свой размер: реплик { $replicates }, 1 агент на { $scale } взрослых
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
job-running = Готово реплик: { $finished } из { $replicates }
job-left = осталось около { $seconds } с
job-lost = Сервер не отвечает; пробуем снова
job-cancelled = Остановлено; ни одна реплика не готова
job-cancelled-kept = Остановлено; сохранено реплик: { $kept }
job-failed = Ошибка
job-done = Готово, реплик: { $finished }

## Страна
standing-record = Только запись: география, датированные события и опубликованные числа. «Запустить» начнёт расчёт.
standing-building = Строится население …
standing-waiting = Ждём предыдущее задание.
standing-opening = Прогон открывается …
standing-live = Одна реплика во время расчёта, агентов: { $agents }. { $behind ->
    [0] Показаны её собственные кривые, пока не готовы другие.
   *[other] Кривые и полосы — по готовым репликам: { $behind }.
}
standing-complete = Прогон { $run }: реплик { $done }, { $one ->
    [1] по агенту на взрослого.
   *[other] по агенту на { $scale } взрослых.
}
standing-partial = Прогон { $run }, неполный: реплик { $done } из { $replicates }, остальные с ошибкой.
standing-interrupted = Прогон { $run }, прерван: готово реплик { $done } из { $replicates }. Его можно продолжить.
standing-running = Прогон { $run } не закончен: пока реплик { $done } из { $replicates }.
standing-cut = Остановлено: то, что успело прийти от первой реплики. Оно не сохраняется.
standing-broken = Прогон завершился ошибкой: то, что успело прийти.
standing-back = Назад к записи
standing-settings = Задано: { $settings }.
standing-differs = С тех пор настройка изменена.
standing-close = Закрыть прогон
map-forces = Силы по состоянию
map-forces-note = Силы известны для реплики, пришедшей во время расчёта, но не для открытого прогона.
forces-loyal = подчиняются
forces-passive = бездействуют
forces-refusing = отказываются
forces-defected = перешли на другую сторону
view = Показано
view-median = медиана реплик
view-one = первая реплика
branch-here = Ветвить здесь
save-map = Карта
save-as = Сохранить как { $form }: { $what }
save-failed = Рисунок не получился.
picture-note = Groundswell, прогон { $run }; { $view }
picture-unfinished = не закончен
picture-bands = { $count ->
    [0] Только записанные числа
    [1] Одна реплика; записанные числа — тёмные
   *[other] Медиана, средние 50 % и средние 90 %, реплик: { $count }; записанные числа — тёмные
}
picture-branches = Ветви от { $time }; медиана и средние 90 %, парных реплик: { $pairs }
curves-behind = Полосы по репликам: { $count }; поверх — записанные числа.
curves-one = Пока одна реплика; поверх — записанные числа.
curves-record = То, что записано. Полосы модели появятся с расчётом.
said-nothing-yet = Модель ещё не считала.
said-recorded = Записанных чисел: { $count }.

## Настройка
setup-lede = Каждое число модели. Адрес страницы хранит изменения: скопированная ссылка открывает тот же вопрос.
setup-count = Параметров: { $count }, изменено: { $changed }
setup-undo = Отменить
setup-redo = Вернуть
setup-reset-all = Сбросить всё
setup-reset-group = Сбросить группу
setup-link = Копировать ссылку
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
group-policing = Охрана порядка
group-loyalty = Лояльность частей
group-elite = Элиты
group-regime = Приказы режима
group-shutdown = Отключение интернета
group-organisation = Организация
group-committee = Комитеты
group-messages = Сообщения
group-intervention = Ввод сил союзников
group-home-front = Тыл союзников
group-spillover = Отклик за рубежом
group-outcome = Классы исходов
facts-title = Ваша запись
facts-lede = Таблица вместо таблицы сценария: датированные факты для шкалы времени или величины, с которыми сравниваются прогоны. Она остаётся на этой машине.
facts-which = Таблица
facts-facts = датированные факты
facts-targets = сравниваемые величины
facts-file = Файл CSV
facts-refused = Таблица не принята
facts-used = Вместо { $table } — ваша таблица, строк: { $rows }.
facts-drop = Вернуть таблицу сценария

## Ветви
branches-lede = Что меняется, если меняется одно, а всё прочее и весь случай те же: каждая ветвь продолжает тот же час тех же реплик с теми же случайными числами.
branches-hour = Расходятся { $time }
branches-of-timeline = Час карты: { $time }
branches-of-event = Перед самым приказом …
branches-base = Ничего не меняет: сценарий как есть.
branches-base-changed = Изменения из настройки ({ $count }) и ничего сверх того.
branches-question = Готовый вопрос
branches-question-choose = выберите: час и ветви заполнятся …
branches-question-many = ветвей { $count }: в командной строке
branches-question-asked = Эти ветви на него отвечают; в отчёте разности берутся от { $against }. Измените их — и вопрос уже ваш.
branches-add = Добавить ветвь
branches-without = Ветвь без
branches-choose = выберите часть модели …
branches-empty = Пустая ветвь
branches-branch = Ветвь { $name }
branches-name = Имя ветви
branches-drop = Убрать
branches-no-change = Пока ничем не отличается.
branches-change = Изменить параметр …
branches-none = Добавьте ветвь и запустите: итоги появятся здесь.
branches-ready = Нажмите «Запустить ветви»: итоги появятся здесь по ходу расчёта.
results-title = Что вышло
results-lede = В этой модели, при этих параметрах, после расхождения { $time }: реплик в каждой ветви — { $pairs }.
results-maps = Участники в первом повторе каждой ветви, пока идёт расчёт, в один и тот же час.
results-series = Ряд
results-bands = Средние 90 %
results-chart = Медиана и средние 90 % каждой ветви
results-differences = Разности с базой
results-differences-lede = Ветвь минус база, реплика за репликой: медиана и средние 90 % пар. Случай в обеих один, так что различие — от изменения.
results-measure = Мера
results-branch = Ветвь
results-difference = Разность
results-outcomes-lede = Доля повторов, которые так заканчиваются в каждой ветви, с интервалом 90 %, какой даёт их число.
results-no-outcome = Ни одна реплика не отвечает правилам.
results-none = Ни одна реплика не готова.
results-wait = Итоги появятся с первой готовой репликой.
measure-peak = Наибольшая толпа
measure-peak_hour = Час наибольшей толпы
measure-detained = Задержанные
measure-killed = Погибшие
stored-lede = Сравнение прогона { $run } из его папки.

## Классика
classics-lede = Модели, из которых выросла эта. Каждая считается на глазах, рядом — опубликованное число.
classics-model = Модель
classics-grid-wait = Нажмите «Запустить»: здесь оживёт решётка.
classic-figures = Числа и то, что опубликовано
classic-lede = Реплик: { $replicates }. Опубликованное число стоит там, где настройки — как в публикации.
classic-mean = Среднее
classic-published = Опубликовано
classic-middle = Средние 90 %
grid-title = Решётка
grid-label = Решётка на такте { $tick }: спокойных { $quiet }, активных { $active }, в заключении { $jailed }, полицейских { $cops }.
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
evidence-lede = Что говорит за открытый прогон и что против.
evidence-of = Прогон { $run }: повторов { $replicates }, { $scale }.
evidence-none = Прогон не открыт. Откройте или рассчитайте.
evidence-open = К прогонам
evidence-posterior = Чему запись научила о параметрах
evidence-posterior-how = Апостериорного распределения здесь нет. Его даёт калибровка по записанным фактам, вместе с тем, чему не научились:
evidence-sensitivity = Какие параметры важны
evidence-sensitivity-how = Индексов чувствительности здесь нет. Их даёт:
evidence-scores = Оценки прогнозов
evidence-scores-how = Оценок здесь нет. Прогноз по данным, опубликованным до его начала, сравнивается с постоянством, ростом и другими:

## Прогоны
runs-lede = Прогоны в папке { $folder }, в том числе из командной строки.
runs-none = Прогонов пока нет. Нажмите «Запустить» или возьмите командную строку: прогон появится здесь.
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
compare-note = Медиана и средние 90 % каждого прогона. Прогоны с разными зёрнами или версиями не парные.

## Start
screen-start = Начало
screen-workspace = Работа
studio-views = Виды
start-title = Что было, что было бы и насколько верить ответу
start-what = Groundswell моделирует массовое восстание по одному человеку: каждый взрослый житель страны каждый час решает, выходить ли на улицу, по опубликованным данным. Посмотрите, что было записано, измените одно и узнайте, что говорит модель и насколько она сходится.
start-event = Событие
tour-take = Обзор в пять шагов
tour-again = Ещё раз обзор
tour-next = Дальше
tour-end = Готово
tour-skip = Пропустить
tour-step = шаг { $step } из { $steps }
door-happened = Посмотреть, что было
door-happened-what = То, что было опубликовано, на карте, час за часом. Ничего не вычисляется.
door-happened-do = Показать запись
door-whatif = Спросить «что если»
door-whatif-what = Два прогона с одной и той же случайностью, которые отличаются одним. Разница между ними и есть ответ.
door-whatif-own = Задать свой вопрос
door-bring = Своё событие
door-teach = Классика для занятий
question-no-shutdown = Что если сеть не отключать?
question-early-shutdown = Что если отключить сеть с первого часа?
question-no-intervention = Что если не звать иностранные войска?
question-earlier-concession = Что если каждая уступка на день раньше?
question-no-spill-over = Что если другие страны не обратят внимания?
trust = Насколько этому верить
trust-record = Только запись
trust-coarse = Грубо
trust-few = Мало повторов
trust-full = Полный масштаб
side-now = Сейчас
side-place = Место
side-levers = Рычаги
side-fit = Сходство
map-record = Запись, контуром
orders-lane = Распоряжения, потрясения и призывы
edit-run = Посчитать рядом с основой

## Ответы, которые идут с программой
answers-made = Ответы рассчитаны в полном масштабе { $day }, версия { $version }.
question-run = Рассчитать самому
shipped-more = В этой модели ({ $branch }) крупнейшая толпа больше: { $after } против { $before }, обычно на { $difference } ({ $range }).
shipped-less = В этой модели ({ $branch }) крупнейшая толпа меньше: { $after } против { $before }, обычно на { $difference } ({ $range }).
shipped-unclear = В этой модели ({ $branch }) нельзя сказать, больше или меньше крупнейшая толпа: { $after } против { $before }; разница может быть { $range }.
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
shipped-unknown = неизвестно
range-from = { $low } или больше
range-to = { $high } или меньше
range-open = любой
shipped-agree = Две версии модели говорят одно и то же. Насколько каждая согласуется с записями, сказано ниже.
shipped-disagree = Две версии модели расходятся: ни одну нельзя считать верной. Насколько каждая согласуется с записями, сказано ниже.
shipped-open = Вопрос задан двум версиям модели, и по крайней мере одна не даёт ответа. Насколько каждая согласуется с записями, сказано ниже.
shipped-parked = В { $parked } повторах из { $of } (самое большее) на улицы разом вышло больше { $share } взрослых — намного больше, чем записано. Дальше их не прослеживали, поэтому о дальнейшем известна только нижняя граница.
structure-first = плавный отклик
structure-threshold = резкий порог
branch-base = Как было
branch-edited = Как на шкале времени
branch-day = вывод на { $day }-й день
branch-no-intervention-none = без иностранных войск
branch-guarding-only-none = без иностранных войск
branch-guarding-only-guarding-only = войска только охраняют
branch-no-shutdown-open = сеть не отключают
branch-early-shutdown-from-the-start = сеть отключают с первого часа
branch-earlier-concession-day-earlier = уступки на день раньше
branch-appeals-none = обращения не действуют
branch-appeals-five-times = обращения впятеро сильнее
branch-translation-none = тексты не переводят
branch-translation-at-once = тексты переводят сразу
branch-no-spill-over-no-contagion = за рубежом нет заражения
branch-no-spill-over-no-notice = за рубежом не замечают

## Толчки и призывы
group-shocks = Толчки
group-calls = Призывы
group-calendar = Календарь
group-differences = Различия между местами
group-fatigue = Усталость
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
lever-presence-days = Сколько дней участвуют
lever-presence-share = Доля участников на улице в воскресенье днём
lever-presence-night = Присутствие ночью
lever-presence-evening = Присутствие вечером
lever-presence-workday = Присутствие в рабочий день
lever-presence-saturday = Присутствие в субботу
edit-on = { $order }: происходит
edit-lasts = { $order }: длится { $hours } ч
map-hatch = Неопределённость штриховкой
map-hatch-key = Чем гуще штриховка, тем шире интервал региона относительно медианы.
map-wrong = Где модель ошибается
map-wrong-fewer = в расчёте слишком мало
map-wrong-key = Только там, где в этот час кто-то считал: залито — в расчёте больше людей, чем записано; кольца — меньше.
picture-source = Groundswell { $version }, сценарий { $scenario }; источники в его SOURCES.md
results-where = Где они различаются
results-where-key = Залито: на улице больше людей ({ $branch }); кольца: меньше. Один и тот же повтор обеих, одна и та же случайность.
results-fewer = меньше в ветви
results-file = Сохранить ответ одним файлом HTML
results-report = Открыть
runs-name = Назвать
runs-title = Название
runs-note = Заметка
runs-note-keep = Сохранить
runs-note-kept = Сохранено.
runs-thumb = Улица во времени, первый повтор
door-bring-do = Начать
door-bring-what = Другая страна или другой год: карта, дата и файл того, что было записано.
door-bring-1 = Выберите страну на карте и дни.
door-bring-2 = Перетащите файл событий: ACLED, UCDP, GDELT, любую свою таблицу.
door-bring-3 = Посмотрите, что совпало, и рассчитайте.

## The rest
title-plain = { $title }, как есть
title-set = { $title }, { $settings }{ $more ->
    [0] {""}
   *[other] {" "}и ещё { $more }
}
title-branches = { $title }: основа и { $branches }
tour-1 = Карта
tour-1-what = Полые знаки — записанное, залитые — рассчитанное; те и другие по величине толпы. Щёлкните город или регион, чтобы увидеть его кривую.
tour-2 = Шкала времени
tour-2-what = Нажмите «Пуск» или тяните бегунок. Полосы — распоряжения властей: перетащите, чтобы сдвинуть, потяните за конец, щёлкните дважды, чтобы убрать. Это и есть «что, если».
tour-3 = Панель
tour-3-what = Числа этого часа, выбранное место, десять рычагов, которые сильнее всего двигают толпу, и согласие расчёта с записью.
tour-4 = Расчёт
tour-4-what = Нажмите «Рассчитать»: считается вся страна, один агент на каждого взрослого. Вы видите всё по ходу.
tour-5 = Доверие
tour-5-what = Масштаб, число повторов (расчётов, которые отличаются только случайностью) и согласие с записью. Они всегда на виду.
door-whatif-none = Ни один готовый вопрос не подходит; сделайте свою ветвь.
question-costs = считает { $branches } × { $replicates } повторов
question-answered = Открыть свой ответ: повторов { $replicates }, { $scale ->
    [1] один агент на каждого взрослого
   *[other] один агент на { $scale } взрослых
}
door-bring-table = Заменить запись этого события своей таблицей
door-teach-what = Модели, из которых выросла эта, в действии, рядом с опубликованными числами.
question-guarding-only = Что, если иностранные войска только охраняют объекты?
question-withdrawal = Что, если иностранные войска уходят раньше или позже?
question-appeals = Что, если обращения не действуют на солдат или действуют гораздо сильнее?
question-translation = Что, если тексты не переводят или переводят сразу?
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
trust-unjudged = согласие: при этом масштабе не оценивается
trust-fit = согласие: выполнено { $met }, только из-за ширины { $wide }, не выполнено { $missed }
trust-bias = обычно в { $times } раза от записи
side = Рядом с картой
place-choose = Щёлкните город или регион на карте или выберите его под картой.
place-adults = Взрослых: { $adults }
place-chart = Толпа во времени: { $name }; наибольшая { $peak }; записанных величин: { $count }.
place-note = { $median ->
    [band] Медиана и средние 90 % повторов; рамки — записанное
   *[other] Линия: рассчитано; рамки: записано
}
place-now = Сейчас на улице
place-share = { $share } из 1000 взрослых
place-peak = Крупнейшая толпа
place-detained = Задержано к этому часу
place-onset = Первое собрание по расчёту, { $unit }
place-first = Впервые записано
place-nothing = ничего не записано
place-record = Записанных событий: { $count }
levers-lede = Числа, которые двигает калибровка этого события, каждое в пределах априорного диапазона. Сдвиньте одно и рассчитайте.
levers-all = Все параметры (ещё { $count })
lever-people-threshold = Сколько нужно перевесить, чтобы люди вышли
lever-people-leave = Как быстро днём расходятся по домам
lever-price-weight = Насколько важен скачок цены
lever-contact-place = Как сильно притягивает полная площадь
lever-contact-place-full = Доля города, при которой площадь полна
lever-information-weight = Насколько важны вести о других толпах
lever-information-delay = За сколько часов усваиваются вести
lever-policing-weight = Насколько удерживает ожидание наказания
lever-policing-arrest-rate = Задержаний на одного из сил
lever-policing-lethal-rate = Смертей там, где разрешено оружие
lever-policing-forces-killed-rate = Смертей среди сил в столкновениях
lever-strike-cost = Чего стоит забастовка рабочим
fit-said = Из записанных величин ({ $total }): выполнены содержательным интервалом { $met }, только из-за ширины { $wide }, не выполнены { $missed }.
fit-bias = Медиана обычно в { $times } раза от записанной величины.
fit-row = записано { $recorded }, рассчитано { $simulated }; ширина { $width } × разброс записи
fit-more = Всё о согласии
fit-none = Ни один расчёт не открыт. Рассчитайте или откройте: каждая записанная величина встанет рядом со своим интервалом.
verdict-is-coarse = Не оцениваются ({ $count })
verdict-is-met = Выполнено ({ $count })
verdict-is-wide = Только из-за ширины ({ $count })
verdict-is-missed = Не выполнено ({ $count })
map-shade = Регионы на 1000 взрослых
map-shade-key = Чем темнее регион, тем больше из 1000 взрослых на улице; полный тон от { $most }.
picture-scale = Повторов: { $count }; взрослых на агента: { $scale }
picture-seen = Полые: записано; залитые: рассчитано
picture-record = Только записанные величины; ничего не рассчитано
picture-size = Площадь знака: люди; крупный знак — { $largest }
units-title = По регионам
units-lede = Людей на улице из 1000 взрослых, одна ось до { $top }: медиана и средние 90 % повторов.
units-record = Когда в каждом регионе что-то записано. Рассчитанные кривые появятся с готовым расчётом.
units-key = Кружки: записано. Флажок: первое рассчитанное собрание, медиана. Выберите регион, чтобы увидеть его график.
units-first = впервые записано { $time }
orders-lane-how = Стрелки двигают распоряжение на час, клавиши страниц — на день, с Shift — его конец; Delete убирает или возвращает.
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
results-middle = Участники в повторе { $replicate } из { $count }, среднем по отличию ветви, в один и тот же час.
levers-screened = Десять чисел, которые сильнее всего двигают крупнейшую толпу, по отсеву всех чисел сразу (Моррис). Сдвиньте одно и рассчитайте.
levers-usual = Десять чисел о решениях выйти и уйти домой. Сдвиньте одно и рассчитайте.
twin-title = Основа и ветвь
twin-numbers = Все числа сравнения
twin-close = Вернуться к одной карте
bar-add = Добавить потрясение или призыв
bar-name = Название
bar-kind = Что это
bar-call = призыв выйти
bar-at = Когда, местное время
bar-hours = Сколько часов длится
bar-do = Добавить
bar-cancel = Отмена
bar-refused = Добавить не удалось
lever-people-noise = Насколько люди различаются в том, что их выводит
lever-grievance-legitimacy = Насколько властям доверяют вначале
lever-people-cap = Сколько самое большее выходит за час
lever-price-habituation-days = Дней, чтобы привыкнуть к цене
lever-demand-by-waiting = Как быстро растут требования, пока ничего не предложено
lever-demand-price-share = Доля требований о цене
lever-people-evening-activity = Выход вечером
lever-people-night-activity = Выход ночью
lever-committee-federation = Насколько связаны комитеты
lever-people-disperse = Как быстро расходится разогнанная толпа
