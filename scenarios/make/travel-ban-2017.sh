#!/bin/sh
# Protests against the travel ban: sh scenarios/make/travel-ban-2017.sh [FOLDER]
. "$(dirname -- "$0")/begin.sh"
"$groundswell" scenario new "$to" --country USA --start 2017-01-25 --days 35 --towns 80 \
    --title "United States, protests against the travel ban, 2017" \
    --summary "An order of 27 January 2017 against travellers from seven countries; unplanned protests at airports on 28 and 29 January, an announced day on 16 February."
"$groundswell" scenario shock "$to" law --at 2017-01-27T16:40-05:00 --rise 24 --demand release \
    --source "Executive Order 13769, signed on 27 January in the afternoon and enforced at once, so that it rises in a day [A: no address]"
"$groundswell" scenario call "$to" "Day Without Immigrants" --at 2017-02-16T09:00 --hours 9 --announced 2017-02-13T12:00 \
    --source "announced in the days before it, 13 February [A]; strength: middle of its prior [A]"
"$groundswell" scenario order "$to" "the order is suspended" --from 2017-02-03T19:00 --offer release=1:0.6 \
    --source "general histories: a federal court in Seattle suspends the order for the whole country on the evening of 3 February; the government obeys, and an appeal fails on the 9th; demand and credibility assumed [A: no address]"
"$groundswell" import table "$here/$name.csv.gz" --country USA -o "$work/events.parquet" \
    --columns date=date,place=county,admin1=state,lat=lat,lon=lon,size_low=size_low
"$groundswell" record "$to" "$work/events.parquet" --hold-out 0.25 --source "Count Love (CC BY 4.0)"
finish
