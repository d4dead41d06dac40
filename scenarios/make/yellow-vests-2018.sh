#!/bin/sh
# Yellow vests, France 2018: sh scenarios/make/yellow-vests-2018.sh [FOLDER]
. "$(dirname -- "$0")/begin.sh"
"$groundswell" scenario new "$to" --country FRA --start 2018-11-15 --days 60 --towns 60 \
    --title "France, yellow vests 2018" \
    --summary "Saturdays of protest over fuel prices and taxes from 17 November 2018, announced weeks before; counts of the Interior Ministry."
"$groundswell" scenario shock "$to" law --name "rise of the fuel tax" --at 2018-10-18T00:00 --demand price \
    --source "general histories: a video against it had been seen by millions within days of 18 October; the rise was to come on 1 January [A: no address]"
"$groundswell" scenario call "$to" "Saturdays" --every Saturday --hour 9 --hours 9 --from 2018-11-17 --announced 2018-10-24 \
    --source "announced weeks before for 17 November, day [A], then every Saturday; strength: middle of its prior [A]"
"$groundswell" scenario order "$to" "rise of the fuel tax given up" --from 2018-12-05T20:00 --offer price=1:0.6 \
    --source "general histories: suspended on 4, given up on 5 December; credibility assumed [A: no address]"
"$groundswell" import table "$here/$name.csv" -o "$work/events.parquet" \
    --columns date=date,country=country,size_low=size_low,size_high=size_high
"$groundswell" record "$to" "$work/events.parquet" --source "Interior Ministry, by https://articles.rfi.fr/fr/france/20190118"
finish
