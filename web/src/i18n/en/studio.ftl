### The Studio.

## The frame
studio-screens = Screens
studio-skip = Skip to the screen
studio-loading = Loading …
studio-no-country = There is no country to show
studio-no-screen = This screen could not be fetched
screen-country = Country
screen-setup = Set-up
screen-branches = Branches
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
size-own = Own size: { $replicates } replicates, 1 agent for { $scale } adults
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
now-title = At this hour
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
group-synthesis = Synthetic population
group-shock = Price shock
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
branches-lede = What changes when something changes, everything else and all chance being equal: each branch goes on from the same hour of the same replicates with the same random numbers.
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
branches-choose = choose a mechanism …
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
results-maps = Participants in the first replicate of each branch, on one clock.
results-series = Series
results-bands = Middle 90%
results-chart = Median and middle 90% of each branch
results-differences = Differences from the base
results-differences-lede = Branch less base, replicate by replicate: median, and middle 90% of the pairs. Equal chance in both, so what differs is the change.
results-measure = Measure
results-branch = Branch
results-difference = Difference
results-outcomes-lede = P(outcome | branch): share of replicates, with the 90% interval that their number gives.
results-no-outcome = No replicate met a rule.
results-none = No replicate was finished.
results-wait = Results appear with the first replicate that is finished.
measure-peak = Largest crowd
measure-peak_hour = Hour of the largest crowd
measure-detained = Detained
measure-killed = Deaths
stored-lede = The comparison of run { $run }, as its directory holds it.

## Classics
classics-lede = The models that this one grew from. Each runs live, its published number beside it.
classics-model = Model
classics-grid-wait = Press Run: the grid moves here.
classics-wait = Press Run: numbers and curves appear here.
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
evidence-lede = What speaks for the open run and what against it.
evidence-of = Run { $run }: { $replicates } replicates, { $scale } adults per agent.
evidence-none = No run is open. Open one, or compute one.
evidence-open = Go to the runs
evidence-posterior = What the record taught about the parameters
evidence-posterior-how = There is no posterior here. Calibration to the recorded facts makes one, with what was not learned; runs then draw from it:
evidence-sensitivity = Which parameters matter
evidence-sensitivity-how = There are no sensitivity indices here. They come from:
evidence-scores = Forecast scores
evidence-scores-how = There are no scores here. A forecast from data published before its origin is scored against persistence, growth and others by:

## Runs
runs-lede = Runs in { $folder }, those of the command line among them.
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
