#!/bin/sh
# East Germany, autumn 1989: sh scenarios/make/east-germany-1989.sh [FOLDER]
. "$(dirname -- "$0")/begin.sh"
"$groundswell" scenario new "$to" --country DEU --start 1989-09-04 --days 70 --places "$here/$name.places.csv" \
    --title "East Germany, autumn 1989" \
    --summary "From a thousand people in Leipzig on 4 September 1989 to three quarters of a million in one day on 4 November; the head of state falls on 18 October, the border opens on 9 November."
histories="general histories"
"$groundswell" scenario shock "$to" other --name "emigration of the summer" --at 1989-08-08T00:00 --rise 720 --decay 1440 \
    --source "$histories: the permanent mission of the Federal Republic in Berlin closed to refugees on 8 August; it grew from August to November, course assumed [A]"
"$groundswell" scenario shock "$to" arrest --name "arrests after the peace prayer" --at 1989-09-11T18:00 --where Leipzig \
    --source "$histories: arrests at the church of Saint Nicholas on 11 September [A: no address]"
"$groundswell" scenario shock "$to" arrest --name "arrests around the fortieth anniversary" --at 1989-10-07T18:00 \
    --source "$histories: 7 and 8 October in Berlin, Leipzig, Dresden [A: no address]"
"$groundswell" scenario shock "$to" announcement --name "no order to fire" --at 1989-10-09T20:00 \
    --source "$histories: forces withdrew before seventy thousand in Leipzig on 9 October [A: no address]"
"$groundswell" scenario shock "$to" announcement --name "head of state and party replaced" --at 1989-10-18T14:00 \
    --source "$histories: 18 October [A: no address]"
"$groundswell" scenario call "$to" "Mondays after the peace prayer" --every Monday --hour 17 --hours 4 \
    --source "peace prayers on Mondays at 17:00 in Leipzig, from October on in other towns; strength: middle of its prior [A]"
"$groundswell" scenario call "$to" "Berlin, Alexanderplatz" --at 1989-11-04T10:00 --hours 5 --where "East Berlin" \
    --source "registered by artists of the theatres and announced weeks before; strength: middle of its prior [A: no address]"
"$groundswell" import table "$here/$name.csv" -o "$work/events.parquet" \
    --columns date=date,country=country,admin1=land,place=town,size_low=size_low,size_high=size_high
"$groundswell" record "$to" "$work/events.parquet" --hold-out 0.25 --source "see SOURCES.md"
cat "$here/$name.facts.csv" >> "$to/facts.csv"
finish
