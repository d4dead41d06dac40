### Bring your event.

screen-own = Your event
own-lede = A country and a window, what set it off, and a file of what was recorded. Everything stays on this machine; the commands of the terminal do the same.
own-where = Where and when
own-world = Map of the world; a click chooses a country. The list beside it does the same.
own-country = Country
own-choose = choose one …
own-tables = { $units } regions, { $towns } towns; tables: { $grade ->
    [good] good
    [fair] fair
   *[poor] poor
}
own-start = First day
own-days = Days
own-title = Title
own-triggers = What set it off
own-triggers-what = A ruling, an election, a killing: something dated that people felt. It can be left out; then the record alone is there, and nothing moves people in a run.
own-trigger = Trigger { $number }
own-trigger-name = Name
own-trigger-kind = Kind
own-trigger-at = When, local time
own-trigger-add = Add a trigger
own-refused = It could not be made
own-make = Make it
own-making = Making it …
own-is = { $adults } adults in { $places } places of { $units } regions.
own-folder = It lies in
own-assumed = What was assumed ({ $count })
own-another = Begin another
own-file = What was recorded
own-file-what = An event file: ACLED, UCDP, GDELT, Mass Mobilization, Crowd Counting Consortium, Count Love, SCAD, FMCS, or any table of your own. Drop it here or choose it; .gz and .zip are opened.
own-file-choose = File
own-file-dataset = Dataset
own-file-recognise = recognise it
own-file-large = The file is larger than { $most }: use the command line
own-columns = Which column is what
own-read = Read { $file }
own-reading = Reading { $file } …
own-became = What became of it: { $dataset }
own-became-said = { $matched } of { $kept } events are in the record now: { $facts } facts, and { $targets } quantities that runs are compared with.
own-rows-read = Rows read
own-rows-elsewhere = of other countries
own-rows-time = of other days
own-rows-none = say that nothing happened
own-rows-rejected = could not be read
own-rows-kept = Events of this country and window
own-rows-matched = matched to a place
own-rows-not = not matched: { $reason }
own-rejected = { $count ->
    [one] { $count } row could not be read
   *[other] { $count } rows could not be read
}
own-not-matched = Events that are not in the record ({ $count })
own-why = Why
own-map = Hollow marks: matched, by the largest gathering of each place. Crosses: not matched.
own-classes = How the record ended, by the rules that also judge runs
own-classes-none = No rule holds.
own-missing = Not in the record, so that rules which need it cannot hold:
own-questionable = This cannot be meant
own-checked = Checked: nothing is wrong with it.
own-run = Run it
own-run-what = The model runs with default values; nothing was fitted to this event. The fit panel says how far it is off.
own-run-bare = There is no record yet: the run stands alone.
own-run-whole = Run the whole country
own-run-quick = Quick look, 1 agent for 100 adults
shock-price = price
shock-election = election
shock-killing = killing
shock-ruling = ruling of a court
shock-law = law
shock-arrest = arrest
shock-disaster = disaster
shock-announcement = announcement
shock-other = something else
own-column-id = number of the row
own-column-date = day
own-column-date-end = last day
own-column-country = country
own-column-admin1 = region
own-column-place = town
own-column-lat = latitude
own-column-lon = longitude
own-column-kind = what it was
own-column-size = people
own-column-size-low = people, at least
own-column-size-high = people, at most
own-column-deaths = deaths
own-column-detained = detained
own-column-reports = reports
own-column-source = source
