### Отчёт о прогоне.

report = отчёт
absent = В этом файле нет: { $sections }. Эти разделы ниже пусты.
few-replicates = { $count ->
    [one] В этом прогоне { $count } реплика: разброс по ней судить нельзя.
    [few] В этом прогоне всего { $count } реплики: считайте интервалы приблизительными.
   *[other] В этом прогоне всего { $count } реплик: считайте интервалы приблизительными.
}
section-failed = Этот раздел не удалось нарисовать: { $detail }

problem-empty = На этой странице нет прогона
problem-empty-do = Это пустая страница, которую заполняет Groundswell. Отчёт по папке прогона делает команда:
problem-json = Данные этой страницы не читаются
problem-json-do = Файл мог быть обрезан или изменён. Сделайте его заново из папки прогона.
problem-schema = Эта страница не умеет читать такую версию данных
problem-schema-do = Данные записаны другой версией Groundswell. Сделайте отчёт заново. Найдена схема:
problem-shape = Данные этой страницы неполны
problem-shape-do = Нет части, без которой рисовать нечего, или она неверна. Сделайте отчёт заново. Речь о части:

## Что спрошено
asked-form = Приказы власти
form-history = отданы в записанные даты
form-endogenous = возникают в модели
asked-period = Период
asked-period-value = с { $from } по { $to } ({ $clock })
asked-people = Население
asked-people-value = { $one ->
    [1] агентов: { $agents }, по одному на взрослого
   *[other] агентов: { $agents }, по одному на { $scale } взрослых
}
asked-replicates = Реплики
asked-replicates-value = { $failed ->
    [0] { $done }, без ошибок
   *[other] { $done }, с ошибкой: { $failedText }
}
asked-version = Версия
asked-command = Команда

## Разделы
section-headline = Рядом с записью
lede-headline = Главные числа прогона, каждое рядом с опубликованным.
section-map = Где и когда
lede-map = Метка на каждый город; её площадь — медианное по репликам число людей в показанный час. Передвиньте часы или нажмите «Пуск».
section-curves = Кривые против записи
lede-curves = Полоса показывает, в чём реплики согласны. Поверх нарисованы записанные числа: те, что были в подгонке, и те, что не были.
section-onset = Первое событие в каждом регионе
lede-onset = Когда в каждом регионе случилось первое событие: по записям и в репликах.
section-daily = День за днём
lede-daily = По дням: модельная медиана со средними 90 % и записанное число, если оно опубликовано.
section-outcomes = Чем кончились реплики
lede-outcomes = Исходы следуют из объявленных правил и не подгонялись. Реплика может отвечать нескольким правилам. Интервалы отражают только число реплик.
section-statistics = Подгонка: что сошлось, а что нет
lede-statistics = Статистики, по которым прогон сравнён с записью. Отложенные не участвовали в выборе значений по умолчанию.
section-parameters = Параметры
lede-parameters = Каждое значение этого прогона с диапазоном и происхождением: L — литература, D — данные, A — предположение.
section-mechanisms = Механизмы
lede-mechanisms = Каждое причинное утверждение модели — страница руководства. Выключенный механизм оставляет модель такой, будто его нет.
section-limits = Границы применимости
lede-limits = Чего этот прогон сказать не может.
section-cite = Как цитировать
lede-cite = Сам прогон и источники его данных.
section-manifest = Файлы прогона
lede-manifest = По этим суммам каждый может проверить, что копия — тот же прогон.

## Рядом с записью
headline-peak = Участников одновременно, не более
headline-units = Регионы с выступлениями
headline-detained = Задержано к концу
headline-killed = Погибло к концу
headline-between = 90 % реплик: от { $low } до { $high }
headline-units-between = { $low } не менее чем в 95 % реплик, { $high } не менее чем в 5 %
headline-record = Записано: { $best }
headline-no-record = Записанного числа нет

## Кривые
said-peak = Медиана больше всего { $time }: { $median }; 90 % реплик в этот час — от { $low } до { $high }.
said-cumulative = К { $time } медиана равна { $median }; 90 % реплик — от { $low } до { $high }.
said-facts = Полоса 90 % встречает записанные числа: { $met } из { $count }.
said-no-facts = Сравнить не с чем: записанных чисел нет.
facts-table = Записанные числа и их источники ({ $count })
numbers-table = График в виде таблицы

## Таблицы
events-table = Датированные события ({ $count })
event-order = приказ
event-seen = только записано
until = до { $time }
onset-said = Модельный интервал встречает записанный день в { $within } из { $count } регионов, где есть и то и другое.
onset-none = событий не найдено
onset-not-reached = не достигнуто
replicates-failed = Реплики с ошибкой ({ $failed }) в доли не входят.
replicates-table = Все реплики ({ $count })
statistics-said = Из { $fitted } статистик подгонки внутри модельного интервала 90 % лежат { $fittedMet }; из { $held } отложенных — { $heldMet }.
daily-key = ● записанное число с нижней и верхней оценкой: «сошлось», если модельный интервал достаёт до этого диапазона.
verdict-inside = сошлось
verdict-outside = не сошлось

## Параметры и механизмы
parameters-search = Поиск
parameters-mark = Происхождение
parameters-any = любое
parameters-changed-only = Только изменённые
parameters-count = Параметров: { $count } из { $all }
parameters-group = { $count ->
    [one] { $count } параметр
    [few] { $count } параметра
   *[other] { $count } параметров
}{ $changed ->
    [0] { "" }
   *[other] , изменено: { $changed }
}
parameters-was = по умолчанию { $value }
parameters-none = Ни один параметр не подходит.
mechanism-on = включён
mechanism-off = в этом прогоне выключен

## Цитирование и файлы
cite-copy = Копировать
cite-copied = Скопировано.
cite-selected = Выделено; скопируйте с клавиатуры.
sources = Источники
manifest-run = Прогон { $id }, сделан { $created } на { $platform }, потоков: { $threads }; { $seconds } с на реплику; зерно { $seed }.
