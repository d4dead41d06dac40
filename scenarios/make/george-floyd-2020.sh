#!/bin/sh
# Protests after the killing of George Floyd: sh scenarios/make/george-floyd-2020.sh [FOLDER]
. "$(dirname -- "$0")/begin.sh"
"$groundswell" scenario new "$to" --country USA --start 2020-05-25 --days 37 --towns 80 \
    --title "United States, protests after the killing of George Floyd, 2020" \
    --summary "Protests in 2,700 towns in five weeks after a killing by police in Minneapolis on 25 May 2020; sizes from local news."
"$groundswell" scenario shock "$to" killing --at 2020-05-25T20:20-05:00 \
    --source "general histories: killed by police in Minneapolis on the evening of 25 May; the film of it was seen from the next morning on [A: no address]"
# That most marches are on Saturdays and Sundays is the calendar's to say: no call is made for all of them.
"$groundswell" scenario call "$to" "Juneteenth" --at 2020-06-19T12:00 --hours 8 \
    --source "day of remembrance, 19 June; strength: middle of its prior [A]"
"$groundswell" import table "$here/$name.csv.gz" --country USA -o "$work/events.parquet" \
    --columns date=date,place=town,admin1=state,lat=lat,lon=lon,size_low=size_low,size_high=size_high
"$groundswell" record "$to" "$work/events.parquet" --hold-out 0.25 --source "CCC (MIT), Count Love (CC BY 4.0)"
finish
