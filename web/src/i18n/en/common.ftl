### Words that the report and the Studio share.

language = Language
theme-dark = Dark
contents = Contents
skip = Skip to the report
yes = yes
no = no
never = not reached
empty = This run holds no data for this section.

## Recorded figures
fitted = fitted
held-out = held out
legend-fan = Simulated: median, middle 50% and middle 90% of the replicates
legend-interval = Simulated: median and middle 90%
legend-fitted = Recorded, with low and high; used to fit the defaults
legend-recorded = Recorded, over the hours it is true of
legend-held-out = Recorded, held out of the fit

## Names that the data carries
variable-participants = Participants in the street
variable-strikers = Strikers
variable-detained = Detained, cumulative
variable-killed = Deaths, cumulative
variable-injured = Injured, cumulative
variable-units-active = Units with an event
variable-output-lost = Output lost to strikes, at present
unit-persons = persons
unit-units = units
unit-hours = hours
unit-days = days
unit-million-tenge = million tenge
unit-per-day = per day
unit-ln-persons = ln persons
unit-day-of-January = day of January
kind-shock = price shock
kind-protest = gathering
kind-strike = strike
kind-concession = concession
kind-shutdown = internet shutdown
kind-restore = internet restored
kind-emergency = state of emergency
kind-intervention = intervention
kind-withdrawal = withdrawal
kind-order = order
status-done = done
status-failed = failed
mark-L = from the literature
mark-D = from data
mark-A = assumed

## The map and its clock
map-variable = Area of a mark
map-place = Follow a place
map-place-none = none
map-rings = Ring for strikers
map-rural = Countryside of { $unit }
map-label = Map of the country at { $time }. The numbers are in the table below the map.
map-legend-rural = countryside of a unit
map-legend-ring = strikers, same scale
map-table = The map as a table: { $time }
timeline-play = Play
timeline-pause = Pause
timeline-before = Earlier event
timeline-after = Later event
timeline-slider = Hour shown
timeline-order = order carried out in the model
timeline-seen = recorded only
now-busiest = Most people
now-nobody = Nobody at this hour.
now-recent = Latest events
now-nothing = Nothing yet.
moments-go = Show
moments-people = participants

## Scales
scale = Scale
scale-linear = linear
scale-log = logarithmic
scale-log-note = On the logarithmic scale, values too small to be shown lie on the lower edge.
span = Hours
span-active = { $days }
span-whole = whole run, { $days }
read-at = Read the curves at { $time }

## Columns
column-place = Place
column-unit = Unit
column-when = When
column-day = Day
column-event = Event
column-kind = Kind
column-in-model = In the model
column-source = Source
column-note = Note
column-recorded = Recorded
column-simulated = Simulated
column-range = Range
column-use = Use
column-median = Median
column-graphic = Drawing
column-reached = Reached
column-outcome = Outcome
column-share = Share
column-rule = Rule
column-replicate = No.
column-seed = Seed
column-peak = Peak
column-peak-hour = Hour of the peak
column-seconds = Seconds
column-status = Status
column-statistic = Statistic
column-verdict = Record
column-parameter = Parameter
column-value = Value
column-what = What
column-licence = Licence
column-file = File
column-size = Size
