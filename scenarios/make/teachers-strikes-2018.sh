#!/bin/sh
# Protests of teachers in six states: sh scenarios/make/teachers-strikes-2018.sh [FOLDER]
. "$(dirname -- "$0")/begin.sh"
"$groundswell" scenario new "$to" --country USA --start 2018-02-01 --days 110 --towns 80 \
    --title "United States, strikes of teachers, 2018" \
    --summary "Teachers strike in West Virginia from 22 February 2018 on, then in Oklahoma, Kentucky, Arizona, Colorado and North Carolina; recorded are demonstrations, and strikers by state."
"$groundswell" scenario shock "$to" announcement --name "West Virginia wins five per cent" --at 2018-03-06T18:00-05:00 \
    --source "general histories: the strike ends with a rise for all; others take it as an example [A: no address]"
weekdays=Monday,Tuesday,Wednesday,Thursday,Friday
# rallies STATE WHERE FROM UNTIL [ANNOUNCED]: people of the schools that are closed rally at the capitol, in the whole
# state where its capital is none of the places.
rallies() {
    "$groundswell" scenario call "$to" "$1" --every $weekdays --hour 9 --hours 8 --from "$3" --until "$4" --where "$2" \
        ${5:+--announced "$5"} --source "general histories: schools closed from $3 to $4; strength: middle of its prior [A: no address]"
}
# walk_out STATE DAY DAYS [ANNOUNCED]. Schools are some 22 % of what the model takes for public: SOURCES.md.
walk_out() {
    "$groundswell" scenario call "$to" "$1 strike of $2" --to strike --sectors public --share 0.22 --at "$2T06:00" --hours $(($3 * 24)) --where "$1" \
        ${4:+--announced "$4"} --source "general histories: days of closed schools, weekends between them too; strength: middle of its prior [A: no address]"
}
rallies "West Virginia" "West Virginia" 2018-02-22 2018-03-07 2018-02-17
rallies "Oklahoma" "Oklahoma City" 2018-04-02 2018-04-13 2018-03-08
rallies "Kentucky" "Kentucky" 2018-03-30 2018-04-14
rallies "Arizona" "Phoenix" 2018-04-26 2018-05-04 2018-04-19
rallies "Colorado" "Denver" 2018-04-26 2018-04-28
rallies "North Carolina" "Raleigh" 2018-05-16 2018-05-17
walk_out "West Virginia" 2018-02-22 13 2018-02-17
walk_out "Oklahoma" 2018-04-02 11 2018-03-08
walk_out "Kentucky" 2018-03-30 1
walk_out "Kentucky" 2018-04-13 1
walk_out "Arizona" 2018-04-26 8 2018-04-19
walk_out "Colorado" 2018-04-26 2
walk_out "North Carolina" 2018-05-16 1
"$groundswell" import table "$here/$name.csv.gz" --country USA -o "$work/events.parquet" \
    --columns date=date,place=county,admin1=state,lat=lat,lon=lon,size_low=size_low
"$groundswell" import table "$here/$name.strikes.csv" --country USA -o "$work/strikes.parquet" \
    --columns date=date,date_end=date_end,admin1=state,kind=kind,size_low=workers,size_high=workers
"$groundswell" record "$to" "$work/events.parquet" "$work/strikes.parquet" --hold-out 0.25 --source "Count Love (CC BY 4.0); strikers: Bureau of Labor Statistics"
finish
