### The report of a run.

report = report
absent = This file lacks { $sections }. Those sections are empty below.
few-replicates = { $count ->
    [one] This run has a single replicate: there is no spread to show.
   *[other] This run has only { $count } replicates: take the intervals as rough.
}
section-failed = This section could not be drawn: { $detail }

problem-empty = There is no run in this page
problem-empty-do = This is the empty page that Groundswell fills. Make a report of a run directory with:
problem-json = The data in this page cannot be read
problem-json-do = The file may have been cut off or edited. Make it again from the run directory.
problem-schema = This page cannot read that version of the data
problem-schema-do = The data was written by another version of Groundswell than the page. Make the report again. Schema found:
problem-shape = The data in this page is incomplete
problem-shape-do = A part without which nothing can be drawn is missing or wrong. Make the report again. The part is:

## What was asked
asked-form = Orders of the authorities
form-history = given at their recorded dates
form-endogenous = triggered in the model
asked-period = Period
asked-period-value = { $from } to { $to } ({ $clock })
asked-people = People
asked-people-value = { $one ->
    [1] { $agents } agents, one per adult
   *[other] { $agents } agents, one per { $scale } adults
}
asked-replicates = Replicates
asked-replicates-value = { $failed ->
    [0] { $done }, none failed
   *[other] { $done }, and { $failedText } that failed
}
asked-version = Version
asked-command = Command

## Sections
section-headline = Against the record
lede-headline = The largest numbers of the run, each next to the published figure.
section-map = Where and when
lede-map = One mark per town; its area is the median number of people across the replicates at the hour shown. Move the clock, or press play.
section-branches = Branches
lede-branches = What changes when one thing changes, all chance being equal.
branches-from = Each replicate runs once to { $time }; from there every branch goes on with the same random numbers.
branches-beginning = Every branch begins at the start, with the same random numbers.
branches-against = Differences are taken from “{ $against }”, replicate by replicate.
branches-curve = Participants in the street, median of each branch.
branches-part = Dotted: the hour in which they part.
branches-overview = Differences, paired
branches-more = { $count } more numbers
branches-nothing = changes nothing
branches-same = “{ $branch }” is the same as “{ $against }” in every replicate: what it changes has no effect here.
branches-outcomes = Outcomes of { $branch }
branches-differences = Differences of { $branch }
branches-mean = Mean of { $pairs } pairs
branches-paired = Difference, paired
branches-unpaired = Unpaired
branches-variance = Variance left
branches-note = In this model, under these parameters, or draws of a posterior. Intervals are 90 %; they hold chance and the draws, not the error of the model, and shrink with replicates. Variance left: of paired over unpaired differences; at 0.1 a tenth of the replicates gives the same interval.
section-curves = Curves against the record
lede-curves = The band shows what the replicates agree on. Recorded figures are drawn over it, those that were used for fitting and those that were not.
section-onset = The first event in each unit
lede-onset = When each unit first saw an event: on record, and in the replicates.
section-daily = Day by day
lede-daily = Per day, the simulated median with its middle 90%, and the recorded figure where one was published.
section-outcomes = How the replicates ended
lede-outcomes = Outcomes follow from stated rules and were never fitted. A replicate can meet several rules. Intervals reflect the number of replicates only.
section-statistics = Fit: what is met and what is missed
lede-statistics = The summary statistics that compare the run with the record. Those held out played no part in choosing the defaults.
section-parameters = Parameters
lede-parameters = Every value of this run with its range and where it comes from: L literature, D data, A assumed.
section-mechanisms = Mechanisms
lede-mechanisms = Each causal claim of the model, as its manual page. A mechanism that is off leaves the model as if it did not exist.
section-limits = Limits
lede-limits = What this run cannot tell.
section-cite = How to cite
lede-cite = The run, and the sources of the data behind it.
section-manifest = Files of the run
lede-manifest = With these sums anybody can check that a copy is the same run.

## Against the record
headline-peak = Most participants at one time
headline-units = Units with an event
headline-detained = Detained by the end
headline-killed = Deaths by the end
headline-between = 90% of replicates: { $low } to { $high }
headline-units-between = { $low } in at least 95% of replicates, { $high } in at least 5%
headline-record = Recorded: { $best }
headline-no-record = No recorded figure

## Curves
said-peak = The median is largest on { $time }, at { $median }; 90% of the replicates lie between { $low } and { $high } at that hour.
said-cumulative = By { $time } the median is { $median }; 90% of the replicates lie between { $low } and { $high }.
said-facts = The 90% band meets { $met } of { $count ->
    [one] { $count } recorded figure
   *[other] { $count } recorded figures
}.
said-no-facts = No recorded figure to compare with.
facts-table = { $count ->
    [one] The recorded figure and its source
   *[other] The { $count } recorded figures and their sources
}
numbers-table = The chart as a table

## Tables
events-table = { $count ->
    [one] The dated event
   *[other] All { $count } dated events
}
event-order = order
event-seen = recorded only
until = until { $time }
onset-said = The simulated interval meets the recorded day in { $within } of the { $count ->
    [one] { $count } unit that has
   *[other] { $count } units that have
} both.
onset-none = no event found
onset-not-reached = not reached
replicates-failed = { $failed ->
    [one] One replicate failed and is not counted in the shares.
   *[other] { $failed } replicates failed and are not counted in the shares.
}
replicates-table = { $count ->
    [one] The replicate
   *[other] All { $count } replicates
}
daily-key = ● recorded figure with its low and high: “met” where the simulated interval reaches that range.
verdict-met = met
verdict-missed = missed
verdict-coarse = not judged

## Parameters and mechanisms
parameters-search = Search
parameters-mark = Source mark
parameters-any = any
parameters-changed-only = Changed only
parameters-count = { $count } of { $all } parameters
parameters-group = { $count ->
    [one] { $count } parameter
   *[other] { $count } parameters
}{ $changed ->
    [0] { "" }
   *[other] , { $changed } changed
}
parameters-was = default { $value }
parameters-none = No parameter matches.
mechanism-on = on
mechanism-off = off in this run

## Citing and files
cite-copy = Copy
cite-copied = Copied.
cite-selected = Selected; copy with the keyboard.
sources = Sources
manifest-run = Run { $id }, made { $created } on { $platform } with { $threads ->
    [one] { $threads } thread
   *[other] { $threads } threads
}; { $seconds } seconds per replicate; seed { $seed }.

## Calibration and sensitivity
section-learned = What the record says of the parameters
lede-learned = The parameters of each replicate were drawn from a posterior: what a calibration to the record left of a prior.
learned-said = { $simulations } simulations in { $generations } generations; the posterior is worth { $effective } equally weighted points. Simulations that failed: { $failed }.
learned-not = { $count ->
    [one] One parameter was not learned and stays where its prior put it: { $names }.
   *[other] { $count } parameters were not learned and stay where their priors put them: { $names }.
}
learned-key = Contraction: 1 − posterior variance / prior variance; below 0.20 the record says next to nothing. Tied: the parameter that it is most correlated with; where the tie is strong only a combination is known. Ranks: of the true value of synthetic events among its posterior, by tenth; even bars mean right inference.
column-prior = Prior
column-posterior = Posterior, 90%
column-contraction = Contraction
column-tied = Tied to
column-ranks = Ranks
not-learned = not learned
ranks-said = Ranks by tenth: { $bars }; { $covered }% in the central 90%
section-sensitive = What moves the result
lede-sensitive = How much a quantity changes as each parameter moves through its range, the others moving too. Intervals by bootstrap.
sensitive-quantity = Quantity
sensitive-said = { $runs } runs, { $failed } failed, { $without } points without a value
column-total = Total share
column-first = First share
section-forecast = How well it forecasts
lede-forecast = The model’s forecasts, from what had been published before each origin, scored beside simple baselines on the same facts. All origins together.
forecast-score = Score and horizon
forecast-said = Score { $value }, smaller is better; { $outcomes } outcomes
forecast-verdict = Better than { $better }, worse than { $worse }, no clear difference from { $open } of the baselines.
column-baseline = Baseline
column-score = Its score
column-skill = Skill of the model
forecast-key = Skill: 1 − score of the model / score of the baseline; above 0 the model is better. In brackets the 90 % interval of a paired bootstrap over units, where there are enough of them. It is one event: the interval says how much units differ, not how another event would go.

## The first page and the appendix
verdict = Of { $total } recorded figures, { $met } are met by an interval that says something, { $wide } only because the interval is wider than twice the spread of the record, and { $missed } are missed.
verdict-bias = The median is typically { $times } times the record.
scale-coarse = This run has one agent for { $scale } adults: its figures differ from those of the whole country.
appendix = Appendix
appendix-what = day by day, every parameter, every mechanism, the files
appendix-paper = The daily table, every parameter with its source, every mechanism and the list of files are in the appendix of the file.

## Who forecast
forecaster-model = simulated runs
forecaster-conditioned = simulated runs conditioned on the reports so far
forecaster-stack = all forecasts weighed together
said-peak-all = The median is largest on { $time }, at { $median }, and hardly differs between replicates.
said-cumulative-all = By { $time } the median is { $median }, and hardly differs between replicates.
