#!/bin/sh
# Unrest in French suburbs, 2005: sh scenarios/make/france-2005.sh [FOLDER]
. "$(dirname -- "$0")/begin.sh"
"$groundswell" scenario new "$to" --country FRA --start 2005-10-27 --days 21 --towns 60 \
    --title "France, autumn 2005" \
    --summary "Nights of unrest in French suburbs from 27 October 2005; vehicles burnt were counted, crowds were not."
address=https://www.aljazeera.com/news/2005/11/14/timeline-france-riots
"$groundswell" scenario shock "$to" killing --name "two deaths in Clichy-sous-Bois" --at 2005-10-27T18:00 --where "Île-de-France" --source $address
"$groundswell" scenario shock "$to" other --name "tear gas in a mosque" --at 2005-10-30T21:00 --source $address
# What was counted is not a crowd: the two tables are written by hand.
cp "$here/$name.facts.csv" "$to/facts.csv"
cp "$here/$name.targets.csv" "$to/targets.csv"
finish
