#!/bin/sh
# Protests against gun violence after Parkland: sh scenarios/make/parkland-2018.sh [FOLDER]
. "$(dirname -- "$0")/begin.sh"
"$groundswell" scenario new "$to" --country USA --start 2018-02-14 --days 75 --towns 80 \
    --title "United States, protests against gun violence after Parkland, 2018" \
    --summary "A shooting at a school in Parkland, Florida, on 14 February 2018; then protests on three announced days: 14 March, 24 March, 20 April."
"$groundswell" scenario shock "$to" killing --at 2018-02-14T14:21-05:00 \
    --source "general histories: seventeen people shot at a school in Parkland, Florida [A: no address]"
"$groundswell" scenario call "$to" "walk-out of 14 March" --at 2018-03-14T10:00 --hours 2 --announced 2018-02-16T12:00 \
    --source "announced on 16 February, hour [A]: seventeen minutes at ten o'clock in schools; strength: middle of its prior [A]"
"$groundswell" scenario call "$to" "March for Our Lives" --at 2018-03-24T11:00 --hours 6 --announced 2018-02-18T09:00 \
    --source "announced on the morning of 18 February for Washington and hundreds of towns; strength: middle of its prior [A]"
"$groundswell" scenario call "$to" "walk-out of 20 April" --at 2018-04-20T10:00 --hours 4 --announced 2018-02-16T12:00 \
    --source "announced in the days after the shooting, 16 February [A], for the anniversary of Columbine; strength: middle of its prior [A]"
"$groundswell" import table "$here/$name.csv.gz" --country USA -o "$work/events.parquet" \
    --columns date=date,place=county,admin1=state,lat=lat,lon=lon,size_low=size_low
"$groundswell" record "$to" "$work/events.parquet" --hold-out 0.25 --source "Count Love (CC BY 4.0)"
finish
