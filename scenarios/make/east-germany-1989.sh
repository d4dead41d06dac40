#!/bin/sh
# East Germany, autumn 1989: sh scenarios/make/east-germany-1989.sh [FOLDER]
. "$(dirname -- "$0")/begin.sh"
"$groundswell" scenario new "$to" --country DEU --start 1989-09-04 --days 70 --places "$here/$name.places.csv" \
    --title "East Germany, autumn 1989" \
    --summary "From a thousand people in Leipzig on 4 September 1989 to three quarters of a million in one day on 4 November; the head of state falls on 18 October, the border opens on 9 November."
# Which rows, of which kind and at which hour was decided from these pages before any run (docs/adr/0290). Sizes, courses and
# strengths are those of the kinds; generosity and credibility of what was given up are assumed [A].
wall="http://www.chronik-der-mauer.de/index.php/de/Chronical/Detail/day"
days="https://ddr89.de/chronik"
bpb="https://bpb.de/themen/zeit-kulturgeschichte/deutschland-chronik"

# shock KIND DEMAND NAME TIME SOURCE [PLACES]
shock() {
    "$groundswell" scenario shock "$to" "$1" --name "$3" --at "$4" --source "$5" ${2:+--demand "$2"} ${6:+--where "$6"}
}
shock other regime "emigration of the summer" 1989-08-08T00:00 \
    "$bpb/132215/8-august-1989: refugees in the permanent mission of the Federal Republic in Berlin, in August in Budapest and Prague too"
shock other regime "Hungary opens its border" 1989-09-11T00:00 \
    "https://deutsche-einheit-1990.de/chronikeintrag/ungarn-oeffnet-grenze-nach-westen/: 25,000 left by the end of the month"
shock arrest release "arrests after the peace prayer" 1989-09-11T18:00 \
    "https://www.havemann-gesellschaft.de/11091989-zusammenrottung-festnahmen-nach-dem-friedensgebet-in-der-leipziger-nikolaikirche/" Leipzig
shock ruling regime "Neues Forum refused" 1989-09-21T00:00 \
    "https://www.herbst89.de/das-jahr-89/25-september.html; its day is given as one from 20 to 25 September [A]"
shock other regime "trains from the embassy in Prague" 1989-09-30T19:00 \
    "$days/0989/300989.html; a second time on 4 October: $bpb/132201/4-oktober-1989"
shock law regime "travel to Czechoslovakia stopped" 1989-10-03T15:00 \
    "$bpb/132201/4-oktober-1989: the last border that could be crossed without a visa; hour [A]"
shock arrest release "violence at the station of Dresden" 1989-10-04T20:00 \
    "$days/1089/1089_ganz.html: clashes and arrests from 3 to 5 October; hour [A]" Dresden
shock arrest release "arrests around the fortieth anniversary" 1989-10-07T18:00 \
    "https://jugendopposition.de/lexikon/sachbegriffe/148418/neunter-oktober-1989: thousands in several towns on 7 and 8 October"
shock announcement "" "no order to fire" 1989-10-09T20:00 \
    "https://chronikderwende.de/lexikon/glossar/glossar_jsp/key=cglneunter+oktober+1989%252c+leipzig.html: eight thousand withdrew before seventy thousand"
shock other regime "travel to Czechoslovakia free again" 1989-11-01T00:00 \
    "$wall/1/month/November/year/1989: at once people filled the embassy in Prague; 23,200 left in two days, https://www.bundesregierung.de/breg-de/themen/deutsche-einheit/chronik-der-ereignisse-1989-1990/sed-fuehrung-kuendigt-neues-reisegesetz-an-910204"
shock law regime "draft of a travel law" 1989-11-06T06:00 \
    "$wall/6/month/November/year/1989: published in the morning; it caused outrage and made protest stronger"

# weekly NAME DAYS HOUR FROM PLACES SOURCE
weekly() {
    "$groundswell" scenario call "$to" "$1" --every "$2" --hour "$3" --hours 4 --from "$4" --where "$5" --source "$6; strength: middle of its prior [A]"
}
weekly "Mondays in Leipzig" Monday 17 1989-09-04 Leipzig \
    "http://www.runde-ecke-leipzig.de/index.php?id=516&L=378: after the peace prayers at 17:00, first after the summer on 4 September"
weekly "Saturdays in Plauen" Saturday 15 1989-10-07 Plauen \
    "https://www.slpb.de/themen/geschichte/friedliche-revolution/montags-und-massendemonstrationen/; hour [A]"
weekly "Mondays in Halle and Magdeburg" Monday 17 1989-10-09 Halle,Magdeburg \
    "https://www.mdr.de/sachsen-anhalt/halle/wie-in-halle-fuer-demokratie-und-freiheit-demonstriert-wurde-100.html, http://www.volksstimme.de/nachrichten/magdeburg/1354642_Magdeburger-erinnern-an-Wendeherbst-1989.html; hour [A]"
weekly "Mondays in Dresden" Monday 17 1989-10-16 Dresden \
    "16 October: https://checkpoint.tagesspiegel.de/foto-raetsel/13OVVS6JPvEUzplS5NUqAl; 23 October: http://telegraph.cc/archiv/telegraph-06-1989-06/montag-aktions-und-demonstrationstag; hour [A]"
weekly "Wednesdays in Neubrandenburg and Greifswald" Wednesday 17 1989-10-18 Neubrandenburg,Greifswald \
    "http://www.augenzeuge89.de/category/allgemein/page/2/, http://widerstand-in-mv.de/detail/greifswald-friedensgebete-und-demonstrationen-beginnen/"
weekly "Thursdays in Rostock and Erfurt" Thursday 17 1989-10-19 Rostock,Erfurt \
    "https://www.jugendopposition.de/node/153510, http://alt.gesellschaft-zeitgeschichte.de/geschichte/demonstrationen-in-erfurt/demonstrationen-in-erfurt/index.html; hour [A]"
weekly "Fridays in Dessau" Friday 17 1989-10-20 Dessau "$days/1089/201089.html; hour [A]"
weekly "Mondays in Schwerin" Monday 17 1989-10-23 Schwerin "http://www.schwerin.de/geschichtspfad-freiheit/alter-garten/index.html"
weekly "Tuesdays in Weimar and Nordhausen" Tuesday 17 1989-10-24 Weimar,Nordhausen \
    "https://www.thueringer-allgemeine.de/regionen/weimar/auch-weimar-uebt-vor-dem-9-november-den-aufrechten-gang-id227599247.html, https://nordhausen-wiki.de/index.php?oldid=38059&title=Friedliche_Revolution_in_Nordhausen; hour [A]"
weekly "Thursdays in Gera" Thursday 17 1989-10-26 Gera \
    "http://www.meinanzeiger.de/gera/politik/mit-kerzen-durch-geras-strassen-am-abend-vor-dem-mauerfall-d44747.html; hour [A]"
weekly "Fridays in Gotha" Friday 17 1989-10-27 Gotha "http://wir-leben-demokratie.de/wir-fuer-alle/; hour [A]"
weekly "Mondays and Fridays in Karl-Marx-Stadt" Monday,Friday 17 1989-10-27 Karl-Marx-Stadt \
    "27 October: $days/1089/271089.html; 3 November: $days/1189/1189.html; 6 November: https://chronikderwende.de/tvchronik_jsp/key=tvc6.11.1989.html; hour [A]"
weekly "Mondays in Cottbus" Monday 17 1989-10-30 Cottbus \
    "https://www.wochenkurier.info/cottbuser-geschichten/artikel/mut-kerzen-und-transparente-74355/; hour [A]"
"$groundswell" scenario call "$to" "Berlin, Alexanderplatz" --at 1989-11-04T10:00 --hours 5 --announced 1989-10-15T18:00 --where "East Berlin" \
    --source "https://www.bundesregierung.de/breg-de/themen/deutsche-einheit/15-10-1989-theatermacher-melden-sich-zu-wort-337010: announced from 15 October on, hour [A]; strength: middle of its prior [A]"
"$groundswell" scenario call "$to" "Magdeburg, Potsdam and Jena on 4 November" --at 1989-11-04T14:00 --hours 3 --where Magdeburg,Potsdam,Jena \
    --source "http://ostblog.blog.de/2009/11/06/sed-bezirksleitung-statt-massendemo-7319819/, http://www.erinnerungslabor.de/de/projekte/spurensuche-ost-potsdam/orte/montagsdemonstration/, https://www.jenapolis.de/2017/11/08/stadtrundgang-1989-die-ereignisse-in-jena-am-9-november-ab-16-uhr/; hour but in Potsdam [A]; strength: middle of its prior [A]"

# order NAME FROM SOURCE WHAT…
order() {
    what=$1 from=$2 source=$3
    shift 3
    "$groundswell" scenario order "$to" "$what" --from "$from" --source "$source" "$@"
}
order "gatherings dispersed" 1989-09-04T00:00 \
    "https://www.herbst89.de/das-jahr-89/25-september.html: 11 and 18 September, and the instruction of 22 September to all districts; that it held everywhere from the first day [A]" \
    --until 1989-10-09T18:00 --posture disperse
order "gathering dispersed in Halle" 1989-10-09T18:00 \
    "https://www.mdr.de/sachsen-anhalt/halle/wie-in-halle-fuer-demokratie-und-freiheit-demonstriert-wurde-100.html; hours [A]" \
    --until 1989-10-10T00:00 --where Halle --posture disperse
order "head of state and party replaced" 1989-10-18T14:00 \
    "$bpb/132187/18-oktober-1989: three dismissed; his successor was not believed from the beginning; generosity and credibility assumed" \
    --offer national_resignation=0.5:0.2 --dismiss 3
order "amnesty" 1989-10-27T18:00 \
    "https://chronikderwende.de/wendepunkte/wendepunkte_jsp/key=wp27.10.1989.html: for those who fled and those who demonstrated; hour, generosity and credibility assumed" \
    --offer release=1:0.8
order "five of the politburo are to go" 1989-11-03T20:00 \
    "$wall/3/month/November/year/1989: announced on television; hour, generosity and credibility assumed" \
    --offer national_resignation=0.5:0.3
order "government resigns" 1989-11-07T18:00 \
    "facts.csv row 90003; hour, generosity and credibility assumed, as of the resignation in kazakhstan-2022" \
    --offer national_resignation=0.6:0.5
order "politburo resigns, Neues Forum admitted" 1989-11-08T10:00 \
    "$bpb/132176/8-november-1989; hour, generosity and credibility assumed" \
    --offer regime=0.3:0.3
order "border opened" 1989-11-09T19:00 \
    "$days/1189/091189.html; generosity and credibility assumed" \
    --offer regime=0.6:0.9
"$groundswell" import table "$here/$name.csv" -o "$work/events.parquet" \
    --columns date=date,country=country,admin1=land,place=town,size_low=size_low,size_high=size_high
"$groundswell" record "$to" "$work/events.parquet" --hold-out 0.25 --source "see SOURCES.md"
cat "$here/$name.facts.csv" >> "$to/facts.csv"
finish
