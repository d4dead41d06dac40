### The Studio.

## The frame
studio-screens = Screens
studio-skip = Skip to the screen
studio-loading = Loading …
studio-no-country = There is no country to show
studio-no-screen = This screen could not be fetched
screen-country = Map
screen-setup = Parameters
screen-branches = What if
screen-classics = Classics
screen-evidence = Evidence
screen-runs = Runs
problem-allowed = Allowed: { $allowed }.
problem-nearest = Did you mean { $nearest }?
problem-again = Try again
confirm-no = Keep it
open-failed = The run could not be opened
table-first = The first { $shown } of { $rows } rows; all of them are in the file.

## The bar of the run
run = Run
run-branches = Run the branches
run-cancel = Cancel
run-scenario = Scenario
run-size = Size of the run
run-more = More
run-replicates = Replicates
run-scale = Adults per agent
run-seed = Seed
run-progress = Share of the computing that is done
run-refused = The run was not started
run-failed = The run failed
size-quick = Quick look: { $replicates } replicates, 1 agent for { $scale } adults
size-steady = Steady bands: { $replicates } replicates, 1 agent for { $scale } adults
size-whole = Whole country: { $replicates } replicates, 1 agent for each adult
size-full = Full ensemble: { $replicates } replicates, 1 agent for each adult
size-own = Own size: { $replicates } replicates, { $scale ->
    [1] 1 agent for each adult
   *[other] 1 agent for { $scale } adults
}
job-defaults = Everything as the scenario has it
job-changes = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
job-waiting = Waiting: { $ahead ->
    [one] { $ahead } job comes first
   *[other] { $ahead } jobs come first
}
job-running = { $finished } of { $replicates } replicates finished
job-left = about { $seconds } s left
job-lost = The server does not answer; trying again
job-cancelled = Cancelled; nothing was finished
job-cancelled-kept = Cancelled; finished replicates kept: { $kept }
job-failed = Failed
job-done = Done: { $finished } replicates

## Country
standing-record = The record alone: geography, dated events and published figures. Press Run to compute.
standing-building = Building the population …
standing-waiting = Waiting for the job before this one.
standing-opening = Opening the run …
standing-live = One replicate as it computes, { $agents } agents. { $behind ->
    [0] Its own curves are shown until more are finished.
    [one] The curves are those of { $behind } finished replicate.
   *[other] The bands are over { $behind } finished replicates.
}
standing-complete = Run { $run }: { $done } replicates, { $one ->
    [1] one agent for each adult.
   *[other] one agent for { $scale } adults.
}
standing-partial = Run { $run }, partial: { $done } of { $replicates } replicates, the others failed.
standing-interrupted = Run { $run }, interrupted: { $done } of { $replicates } replicates were finished. It can go on.
standing-running = Run { $run } is not finished: { $done } of { $replicates } replicates so far.
standing-cut = Cancelled: what had streamed in of the first replicate. Nothing of it is kept.
standing-broken = The run failed: what had streamed in until then.
standing-back = Back to the record
standing-settings = Set: { $settings }.
standing-differs = The set-up has been changed since.
standing-close = Close the run
map-forces = Forces by status
map-forces-note = Forces are known for the replicate that streamed in, not for a run that is opened.
forces-loyal = obeying
forces-passive = holding back
forces-refusing = refusing
forces-defected = changed sides
view = Shown
view-median = median of the replicates
view-one = first replicate
branch-here = Branch here
save-map = Map
save-as = Save as { $form }: { $what }
save-failed = The picture could not be made.
picture-note = Groundswell run { $run }; { $view }
picture-unfinished = not finished
picture-bands = { $count ->
    [0] Recorded figures only
    [one] One replicate; recorded figures in dark ink
   *[other] Median, middle 50% and middle 90% of { $count } replicates; recorded figures in dark ink
}
picture-branches = Branches from { $time }; median and middle 90% of { $pairs } paired replicates
curves-behind = Bands over { $count } replicates; recorded figures on top.
curves-one = One replicate so far; recorded figures on top.
curves-record = What was recorded. Simulated bands appear when a run computes.
said-nothing-yet = Nothing is simulated yet.
said-recorded = { $count ->
    [one] { $count } recorded figure.
   *[other] { $count } recorded figures.
}

## Set-up
setup-lede = Every number of the model. The address of this page holds what is changed; a copied link opens the same question.
setup-count = { $count ->
    [one] { $count } parameter
   *[other] { $count } parameters
}, { $changed } changed
setup-undo = Undo
setup-redo = Redo
setup-reset-all = Reset all
setup-reset-group = Reset group
setup-link = Copy link
setup-link-copied = Link copied.
setup-link-in-bar = The link stands in the address bar.
setup-on = on
setup-off = off
setup-page = The mechanism’s page: equations and sources
parameter-range = { $low } to { $high }
parameter-reset = Back to { $value }
group-scenario = Scenario
group-orders = Orders of the authorities
group-synthesis = Who lives and works where
group-price = Price shock
group-grievance = Grievance
group-people = Participation
group-presence = Presence
group-contact = Contact
group-information = Information
group-strike = Strikes
group-demand = Demands
group-concession = Concessions
group-policing = Policing
group-loyalty = Loyalty of units
group-elite = Elites
group-regime = Orders of the regime
group-shutdown = Internet shutdown
group-organisation = Organisation
group-committee = Committees
group-messages = Messages
group-intervention = Intervention of allies
group-home-front = Home front of the allies
group-spillover = Spill-over abroad
group-outcome = Outcome classes
facts-title = Your own record
facts-lede = A table in the place of the scenario’s own: dated facts for the timeline, or quantities to compare runs with. It stays on this machine.
facts-which = Table
facts-facts = dated facts
facts-targets = quantities compared
facts-file = CSV file
facts-refused = The table was not taken
facts-used = { $table } is replaced by yours: { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}.
facts-drop = Use the scenario’s own

## Branches
branches-lede = Every branch goes on from the same hour of the same replicates, with the same random numbers: what differs between them comes from what you change.
branches-hour = They part on { $time }
branches-of-timeline = Hour of the map: { $time }
branches-of-event = Just before an order …
branches-base = Changes nothing: the scenario as it is.
branches-base-changed = { $count ->
    [one] With the { $count } change of the set-up, and nothing else.
   *[other] With the { $count } changes of the set-up, and nothing else.
}
branches-question = A built-in question
branches-question-choose = choose one; it fills in the hour and the branches …
branches-question-many = { $count } branches: on the command line
branches-question-asked = These branches answer it; differences are taken from { $against } in the report. Change them, and the question is yours.
branches-add = Add a branch
branches-without = A branch without
branches-choose = choose a part of the model …
branches-empty = An empty branch
branches-branch = Branch { $name }
branches-name = Name of the branch
branches-drop = Remove
branches-no-change = Nothing differs yet.
branches-change = Change a parameter …
branches-none = Add a branch, then run: results appear here.
branches-ready = Press “Run the branches”: results appear here while they compute.
results-title = What came of it
results-lede = In this model, under these parameters, parted on { $time }: { $pairs ->
    [one] { $pairs } replicate
   *[other] { $pairs } replicates
} in every branch.
results-maps = Participants in the first replicate of each branch while it computes, on one clock.
results-series = Series
results-bands = Middle 90%
results-chart = Median and middle 90% of each branch
results-differences = Differences from the base
results-differences-lede = Branch less base, replicate by replicate: median, and middle 90% of the pairs. Equal chance in both, so what differs is the change.
results-measure = Measure
results-branch = Branch
results-difference = Difference
results-outcomes-lede = The share of replicates that end so in each branch, with the 90% interval that their number gives.
results-no-outcome = No replicate met a rule.
results-none = No replicate was finished.
results-wait = Results appear with the first replicate that is finished.
measure-peak = Largest crowd
measure-peak_hour = Hour of the largest crowd
measure-detained = Detained
measure-killed = Deaths
stored-lede = The comparison of run { $run }.

## Classics
classics-lede = The models that this one grew from. Each runs live, beside its published number.
classics-model = Model
classics-grid-wait = Press Run: the grid moves here.
classic-figures = Numbers, and what was published
classic-lede = { $replicates ->
    [one] { $replicates } replicate
   *[other] { $replicates } replicates
}. A published number stands where the settings are those of the publication.
classic-mean = Mean
classic-published = Published
classic-middle = Middle 90%
grid-title = The grid
grid-label = Grid at tick { $tick }: quiet { $quiet }, active { $active }, jailed { $jailed }, cops { $cops }.
grid-tick = Tick
grid-ticks = ticks
grid-at = tick { $tick }
grid-every = Every { $every }th tick is shown.
grid-chart = Active and jailed citizens over time
grid-citizens = citizens
site-quiet = Quiet
site-active = Active
site-jailed = Jailed
site-cop = Cops

## Evidence
evidence-lede = What speaks for the open run, and what speaks against it.
evidence-of = Run { $run }: { $replicates } replicates, { $scale }.
evidence-none = No run is open. Open one, or compute one.
evidence-open = Go to the runs
evidence-posterior = What the record taught about the parameters
evidence-posterior-how = There is no posterior here. Calibration to the recorded facts makes one, with what was not learned; runs then draw from it:
evidence-sensitivity = Which parameters matter
evidence-sensitivity-how = There are no sensitivity indices here. They come from:
evidence-scores = Forecast scores
evidence-scores-how = There are no scores here. A forecast from data published before its origin is scored against persistence, growth and others by:

## Runs
runs-lede = Every run in { $folder }, whether made here or on the command line.
title-plain = { $title }, as it is
title-set = { $title } with { $settings }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}
title-branches = { $title }: { $branches }, beside the base
runs-none = No run yet. Press Run, or use the command line: it appears here.
runs-choose = Compare
runs-run = Run
runs-made = Made
runs-settings = Settings
runs-defaults = as the scenario
runs-actions = What to do
runs-scale = 1 : { $scale }
runs-failed = { $failed } failed
runs-branches = { $count } branches
runs-open = Open
runs-export = Export
runs-resume = Go on
runs-delete = Delete
runs-delete-question = Delete run { $run } with all its files? This cannot be undone.
runs-not-deleted = The run was not deleted
runs-compare = { $count ->
    [0] Compare runs
   *[other] Compare { $count } runs
}
runs-compare-note = Choose two to { $most } runs of one scenario.
run-running = running
run-complete = complete
run-partial = partial
run-interrupted = interrupted
files-report = Report
files-report-save = save the report
files-pictures = Pictures (SVG, PNG) are saved beside each map and chart.
files-command = Made by
files-all = { $count ->
    [one] The file
   *[other] All { $count } files
}
compare-title = Runs side by side
compare-note = Median and middle 90% of each run. Runs of different seeds or versions are not paired.

## Start
screen-start = Start
screen-workspace = Workspace
studio-views = Views of the workspace
start-title = What happened, what if, and how far to trust the answer
start-what = Groundswell simulates a mass uprising person by person: every adult of a country decides each hour whether to go out, from published data. Look at what was recorded, change one thing, and see what the model says and how well it fits.
start-event = Event
tour-take = Take the tour: five steps
tour-again = Take the tour again
tour-next = Next
tour-end = Done
tour-skip = Skip the tour
tour-step = step { $step } of { $steps }
tour-1 = The map
tour-1-what = Hollow marks are what was recorded, filled marks what is simulated; both by the size of the crowd. Click a town or a region for its own curve.
tour-2 = The timeline
tour-2-what = Play, or drag the handle. The bars are the orders of the authorities: drag one to move it, pull its end, or double-click to leave it out. That is a “what if”.
tour-3 = The panel
tour-3-what = The numbers of the hour, the place you clicked, the ten levers that move the crowd most, and how well a run fits its record.
tour-4 = Run
tour-4-what = Press Run, and the whole country is computed, one agent for each adult. You watch while it computes.
tour-5 = Trust
tour-5-what = The scale, the number of replicates (runs that differ by chance alone) and the fit to the record. It stays in sight, whatever you look at.
door-happened = See what happened
door-happened-what = What was published, on the map, hour by hour. Nothing is computed.
door-happened-do = Play the record
door-whatif = Ask what if
door-whatif-what = Two runs with the same chance that differ in one thing. What differs between them is the answer.
door-whatif-none = No built-in question fits this event; make your own branch.
door-whatif-own = Ask your own question
question-costs = computes { $branches } × { $replicates } replicates
question-answered = Open your answer: { $replicates } replicates, { $scale ->
    [1] one agent for each adult
   *[other] one agent for { $scale } adults
}
door-bring = Bring your event
door-bring-what = Another country or another year: a map, a date, and a file of what was recorded.
door-bring-1 = Choose a country on the map, and the days.
door-bring-2 = Drop an event file: ACLED, UCDP, GDELT, any table of your own.
door-bring-3 = See what matched, and run it.
door-bring-table = Replace the record of this event by your table
door-teach = Teach a classic
door-teach-what = The models that this one grew from, live, beside their published numbers.

## The workspace
trust = How far this can be trusted
trust-record = Record only
trust-coarse = Coarse
trust-few = Few replicates
trust-full = Full scale
trust-scale = { $one ->
    [1] one agent for each adult
   *[other] one agent for { $scale } adults
}
trust-replicates = { $count ->
    [0] no replicate yet
    [one] { $count } replicate
   *[other] { $count } replicates
}
trust-unjudged = fit: not judged at this scale
trust-fit = fit: { $met } met, { $wide } only because wide, { $missed } missed
trust-bias = typically { $times } × the record
side = Beside the map
side-now = Now
side-place = Place
side-levers = Levers
side-fit = Fit
place-choose = Click a town or a region on the map, or choose one under “Place” below the map.
place-adults = { $adults } adults
place-chart = Crowd of { $name } over time; largest { $peak }; recorded figures: { $count }.
place-note = { $median ->
    [band] Median and middle 90% of the replicates; boxes are recorded
   *[other] Line: simulated; boxes: recorded
}
place-now = In the street now
place-share = { $share } of 1,000 adults
place-peak = Largest crowd
place-detained = Detained so far
place-onset = First gathering in { $unit }, simulated
place-first = First recorded
place-nothing = nothing recorded
place-record = { $count ->
    [one] { $count } recorded event
   *[other] { $count } recorded events
}
levers-lede = The numbers that a calibration of this event moves, each over its prior. Move one, then run.
levers-all = All parameters ({ $count } more)
lever-people-threshold = How much must be outweighed before people go out
lever-people-leave = How fast people go home by day
lever-price-weight = How much the price shock matters
lever-contact-place = How strongly a full square pulls
lever-contact-place-full = Share of a town at which its square is full
lever-information-weight = How much news of other crowds matters
lever-information-delay = Hours until news settle
lever-policing-weight = How much expected punishment deters
lever-policing-arrest-rate = Arrests by each member of the forces
lever-policing-lethal-rate = Deaths where firearms may be used
lever-policing-forces-killed-rate = Deaths among the forces in clashes
lever-strike-cost = What a strike costs workers
fit-said = Of { $total } recorded figures, { $met } are met by an interval that says something, { $wide } only because the interval is wide, and { $missed } are missed.
fit-bias = The median is typically { $times } times the recorded figure.
fit-row = recorded { $recorded }, simulated { $simulated }
fit-more = Everything about the fit
fit-none = No run is open. Run or open one: each recorded figure is then set against its interval.
verdict-is-coarse = Not judged ({ $count })
verdict-is-met = Met ({ $count })
verdict-is-wide = Met only because wide ({ $count })
verdict-is-missed = Missed ({ $count })
map-record = Record, hollow
map-shade = Regions per 1,000 adults
map-shade-key = The darker a region, the more of its adults are in the street; the full tone stands for { $most } of 1,000 or more.
picture-scale = Replicates: { $count }; adults per agent: { $scale }
picture-seen = Hollow: recorded; filled: simulated
picture-record = Recorded figures only; nothing simulated
picture-size = Area of a mark: persons; a large mark is { $largest }
units-title = Region by region
units-lede = People in the street of 1,000 adults, all on one axis up to { $top }: median and middle 90% of the replicates.
units-record = When something was recorded in each region. Simulated curves appear with a finished run.
units-key = Circles: recorded. Flag: first simulated gathering, median. Choose a region for its own chart.
units-first = first recorded { $time }
orders-lane = Orders, shocks and calls
orders-lane-how = Arrow keys move an order by an hour, Page keys by a day, with Shift its end; Delete leaves it out or takes it back.
order-span = { $from } to { $to }
order-off = left out
order-moved = moved by { $hours } h
edit-off = { $order }: left out
edit-earlier = { $order }: { $hours } h earlier
edit-later = { $order }: { $hours } h later
edit-until = { $order }: until { $time }
edit-run = Run it beside the base
answer-more = In this model the largest crowd is larger with “{ $branch }”: { $after } against { $before }, a difference of { $low } to { $high } in 90% of { $pairs } pairs.
answer-less = In this model the largest crowd is smaller with “{ $branch }”: { $after } against { $before }, a difference of { $low } to { $high } in 90% of { $pairs } pairs.
answer-unclear = In this model it cannot be said whether the largest crowd is larger or smaller with “{ $branch }”: { $after } against { $before }, a difference of { $low } to { $high } in 90% of { $pairs } pairs.
number-least = at least { $low }
number-most = at most { $high }
number-any = a number
number-none = Nothing
number-refused = { $found } is not used. Allowed: { $allowed }. It stays { $value }.
number-refused-whole = { $found } is not used. Allowed: whole numbers, { $allowed }. It stays { $value }.
job-ending = almost done
job-left-minutes = about { $minutes } min left

## Answers that come with the program
answers-made = Answers computed at full scale on { $day } with version { $version }.
question-run = Run it yourself
shipped-more = In this model, with { $branch }, the largest crowd is larger: { $after } against { $before }, typically by { $difference } ({ $range }).
shipped-less = In this model, with { $branch }, the largest crowd is smaller: { $after } against { $before }, typically by { $difference } ({ $range }).
shipped-unclear = In this model it cannot be said whether the largest crowd is larger or smaller with { $branch }: { $after } against { $before }; the difference may be { $range }.
shipped-same = In this model the largest crowd is the same with { $branch }: { $before }.
shipped-detained-more = Detentions are more: { $after } against { $before } ({ $range }).
shipped-detained-less = Detentions are fewer: { $after } against { $before } ({ $range }).
shipped-detained-unclear = Whether detentions are more or fewer cannot be said: { $after } against { $before } ({ $range }).
shipped-detained-same = So are detentions: { $before }.
shipped-measure-peak = Difference in the largest crowd: median of the pairs and 90% interval
shipped-measure-detained = Difference in detentions: median of the pairs and 90% interval
shipped-exact = { $number }
shipped-at-least = at least { $number }
shipped-at-most = at most { $number }
shipped-unknown = cannot be told
range-from = { $low } or more
range-to = { $high } or less
range-open = anything
shipped-agree = Both versions of the model say so ({ $told }).
shipped-disagree = The two versions of the model contradict each other ({ $told }): take neither as settled.
shipped-open = Of two versions of the model, one can tell ({ $told }) and one cannot ({ $open }).
shipped-parked = In up to { $parked } of { $of } replicates more than { $share } of all adults went out at once, far more than was recorded. Those replicates were stopped there, so only a bound is known of what came later.
structure-first = smooth response
structure-threshold = sharp threshold

## Shocks and calls
group-shocks = Shocks
group-calls = Calls
group-calendar = Calendar
group-differences = Differences between places
group-fatigue = Fatigue
group-travel = Travel to calls
kind-call = call
lever-shocks-weight = How much all shocks matter
lever-calls-weight = How much all calls matter
lever-calls-home = How fast people go home once a call is over
lever-calendar-friday = What a Friday adds
lever-calendar-saturday = What a Saturday adds
lever-calendar-sunday = What a Sunday adds
lever-calendar-holiday = What a holiday adds
lever-differences-unit = How much regions differ
lever-differences-place = How much towns of a region differ
lever-differences-day = How much the days of a town differ
lever-differences-persistence = How much one day of a town is like the next
lever-fatigue-weight = How much it tires to have taken part
lever-fatigue-begins = From when on it tires
lever-fatigue-days = Days until people are rested
lever-travel-reach = How far people travel to a call
lever-presence-days = How many days people take part
lever-presence-share = Share of them in the street on a Sunday afternoon
lever-presence-night = Presence at night
lever-presence-evening = Presence in the evening
lever-presence-workday = Presence on a working day
lever-presence-saturday = Presence on a Saturday
edit-on = { $order }: happens
edit-lasts = { $order }: lasts { $hours } h
map-hatch = Uncertainty, hatched
map-hatch-key = The denser the hatching, the wider the interval of a region against its median.
map-wrong = Where it is wrong
map-wrong-fewer = too few in the run
map-wrong-key = Only where somebody counted at this hour: filled, more people in the run than were recorded; rings, fewer.
picture-source = Groundswell { $version }, scenario { $scenario }; sources in its SOURCES.md
results-where = Where they differ
results-where-key = Filled: more people in the street with “{ $branch }”; rings: fewer. Both maps are of the same replicate, with the same chance.
results-fewer = fewer in the branch
results-file = Save the answer as one HTML file
results-report = Open it
runs-name = Name
runs-title = Title
runs-note = Note
runs-note-keep = Keep
runs-note-kept = Kept.
runs-thumb = The street over time, first replicate
door-bring-do = Begin

## Base and branch in the workspace, and what is added there
results-middle = Participants in replicate { $replicate } of { $count }, the middle one by how much the branch differs, on one clock.
levers-screened = The ten numbers that move the largest crowd most, of those that a calibration of this event moves (a Morris screening over their priors). Move one, then run.
levers-usual = Ten numbers of the decisions to go out and to go home. Move one, then run.
twin-title = Base and branch
twin-numbers = All numbers of the comparison
twin-close = Back to one map
bar-add = Add a shock or a call
bar-name = Name
bar-kind = What it is
bar-call = a call to go out
bar-strike = a call to strike
bar-at = When, local time
bar-hours = Hours it lasts
bar-do = Add
bar-cancel = Cancel
bar-refused = It was not added
lever-people-noise = How unlike people are in what makes them go out
lever-grievance-legitimacy = How far the authorities are trusted at the start
lever-people-cap = Most people who can go out in an hour
lever-price-habituation-days = Days until people are used to a price
lever-demand-by-waiting = How fast demands grow while nothing is offered
lever-demand-price-share = Share of demands that are about the price
lever-people-evening-activity = Going out in the evening
lever-people-night-activity = Going out at night
lever-committee-federation = How closely committees are joined
lever-people-disperse = How fast a broken-up crowd goes home
branches-another = Ask something else
fit-row-none = recorded { $recorded }; no replicate reaches a value
shipped-all = Other branches, and how far to trust each version of the model
shipped-neither = Neither of the two versions of the model can tell ({ $open }).
direction-more = larger
direction-less = smaller
direction-same = the same
lever-price-rise-hours = Hours until a rise of the price is felt
lever-price-spread = How much regions differ in what the price matters
lever-information-fade-hours = Hours until news of a crowd fades
lever-policing-reach = How quickly people in a small crowd are arrested
lever-policing-handling-hours = Hours of an officer that an arrest takes
structure-says = { $structure }: { $says }
event-title-kazakhstan-2022 = Kazakhstan, January 2022
event-title-two-towns = Two invented towns
event-title-east-germany-1989 = East Germany, autumn 1989
event-title-george-floyd-2020 = United States, protests after the killing of George Floyd, 2020
event-title-parkland-2018 = United States, protests against gun violence after Parkland, 2018
event-title-travel-ban-2017 = United States, protests against the travel ban, 2017
event-title-teachers-strikes-2018 = United States, strikes of teachers, 2018
event-title-yellow-vests-2018 = France, yellow vests 2018
event-title-france-2005 = France, autumn 2005
