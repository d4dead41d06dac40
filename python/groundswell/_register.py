"""The paths of all parameters and the names of all hourly columns, as types: editors complete them."""

# Made by `cargo xtask python` from the tables of the program: change those and make it again.

from __future__ import annotations

from typing import Literal, TypeAlias

ParameterPath: TypeAlias = Literal[
    "synthesis.employment",  # a number from 0 to 1 (share of adults) (D): Employed or looking for work, as a share of adults.
    "synthesis.land_farming",  # a number from 1 to 100 (factor) (A): How much likelier a farmer lives on the land than in town.
    "synthesis.town_industry",  # a number from 1 to 100 (factor) (A): How much likelier another worker lives in town than on the land.
    "synthesis.students",  # a number from 0 to 1 (share of those out of the labour force) (A): Students, as a share of those out of the labour force.
    "price.enabled",  # true or false (A): Whether this mechanism acts at all.
    "price.weight",  # a number from 0 to 1 (utility per doubling of the price) (A): Utility that a doubling of the price adds for those who depend on the fuel.
    "price.habituation_days",  # a number from 1 to 1000 (days) (A): Time in which people get used to a price.
    "price.burden_low",  # a number from 0 to 1 (share) (A): How much of the burden is scaled by the inverse of the local wage: 0 not at all, 1 fully.
    "price.rise_hours",  # a number from 0 to 720 (hours) (A): Time in which a rise of the price comes to be felt.
    "price.spread",  # a number from 0 to 2 (log) (A): Standard deviation between units of the logarithm of what the price weighs.
    "shocks.enabled",  # true or false (A): Whether this mechanism acts at all.
    "shocks.weight",  # a number from 0 to 5 (factor) (A): Factor of the sizes of all shocks together.
    "shocks.of_one_demand",  # "sum" or "strongest" (A): How shocks that name one demand and touch the same people act together.
    "grievance.enabled",  # true or false (A): Whether this mechanism acts at all.
    "grievance.base",  # a number from 0 to 1 (hardship) (A): Mean hardship.
    "grievance.legitimacy",  # a number from 0 to 1 (legitimacy) (A): Legitimacy of the government at the start.
    "grievance.unemployment",  # a number from -0.1 to 0.1 (hardship per point) (A): Effect of a point of unemployment above the mean.
    "grievance.industry",  # a number from -0.5 to 0.5 (hardship per unit share) (A): Effect of the excess share of industry.
    "grievance.wage",  # a number from -0.5 to 0.5 (hardship per log wage) (A): Effect of a higher local wage.
    "grievance.sector_pay",  # a number from -0.3 to 0.3 (hardship per log wage) (A): Effect of the pay of one's sector against the mean of the place.
    "grievance.idle",  # a number from -0.2 to 0.2 (hardship) (A): Additional hardship of the unemployed and informal.
    "grievance.within",  # a number from 0 to 0.5 (hardship) (A): Standard deviation between the people of a cell.
    "grievance.between",  # a number from 0 to 0.5 (hardship) (A): Standard deviation between cells.
    "grievance.outrage",  # a number from 0 to 0.5 (utility) (A): Utility of full outrage.
    "grievance.outrage_hours",  # a number from 1 to 1000 (hours) (A): Time in which outrage decays.
    "grievance.outrage_detention",  # a number from 0 to 2 (outrage per detention per 1,000) (A): Outrage over detentions, against killings per 100,000.
    "grievance.legitimacy_loss",  # a number from 0 to 0.1 (legitimacy per killing per million) (A): Legitimacy lost with every known killing.
    "grievance.legitimacy_days",  # a number from 1 to 1000 (days) (A): Time in which legitimacy returns.
    "differences.enabled",  # true or false (A): Whether this mechanism acts at all.
    "differences.unit",  # a number from 0 to 0.5 (utility) (A): Standard deviation between units.
    "differences.place",  # a number from 0 to 0.5 (utility) (A): Standard deviation between the places of a unit.
    "differences.day",  # a number from 0 to 0.5 (utility) (A): Standard deviation of the days of a place.
    "differences.persistence",  # a number from 0 to 0.999 (1) (A): Correlation of a place's day with the next.
    "calendar.enabled",  # true or false (A): Whether this mechanism acts at all.
    "calendar.friday",  # a number from -0.3 to 0.3 (utility) (A): What a Friday adds.
    "calendar.saturday",  # a number from -0.3 to 0.3 (utility) (A): What a Saturday adds.
    "calendar.sunday",  # a number from -0.3 to 0.3 (utility) (A): What a Sunday adds.
    "calendar.holiday",  # a number from -0.3 to 0.3 (utility) (A): What a holiday adds.
    "fatigue.enabled",  # true or false (A): Whether this mechanism acts at all.
    "fatigue.weight",  # a number from 0 to 0.5 (utility per e-fold) (A): Utility that an e-fold of recent participation costs.
    "fatigue.begins",  # a number from 0.00001 to 1 (days in the street per adult) (A): Recent participation at which fatigue begins to count.
    "fatigue.days",  # a number from 0.5 to 365 (days) (A): Time in which readiness returns.
    "people.enabled",  # true or false (A): Whether this mechanism acts at all.
    "people.threshold",  # a number from 0 to 3 (utility) (A): What must be outweighed before people go out.
    "people.noise",  # a number from 0.005 to 1 (utility) (A): Scale of what makes people differ from their utility.
    "people.base",  # a number from 0 to 1 (per hour) (A): Rate of going out at the threshold.
    "people.cap",  # a number from 0.001 to 2 (per hour) (A): Highest rate of going out.
    "people.response",  # "loglinear" or "threshold" (A): How the rate follows the utility.
    "people.threshold_noise",  # a number from 0.005 to 0.5 (utility) (A): Noise under `response = "threshold"`.
    "people.leave",  # a number from 0 to 2 (per hour) (A): Rate of going home by day.
    "people.night",  # a number from 0 to 20 (factor) (A): How much faster crowds go home at dead of night.
    "people.curfew",  # a number from 1 to 20 (factor) (A): Factor of going home while a curfew holds, from 23 to 7.
    "people.disperse",  # a number from 0 to 50 (factor) (A): How much faster crowds go home under full deterrence.
    "people.memory",  # a number from 0 to 0.5 (utility) (A): Utility that having been out adds.
    "people.memory_hours",  # a number from 1 to 250 (hours) (A): For how long.
    "people.work",  # a number from 0 to 0.5 (utility) (A): What working hours cost those employed in workplaces.
    "people.night_activity",  # a number from 0 to 1 (share) (A): How lively the dead of night is.
    "people.evening_activity",  # a number from 0 to 1 (share) (A): How lively 18 to 22 is.
    "people.risk_averse",  # a number from 0 to 1 (share) (A): Share of the most averse to risk; the others keep their proportions.
    "presence.enabled",  # true or false (A): Whether this mechanism acts at all.
    "presence.days",  # a number from 0.1 to 60 (days) (A): How long somebody takes part, where nothing deters.
    "presence.share",  # a number from 0.01 to 1 (share) (A): Share of those who take part that is in the street on the afternoon of a Sunday.
    "presence.night",  # a number from 0 to 1 (share) (A): Presence at dead of night against the afternoon.
    "presence.evening",  # a number from 0 to 1 (share) (D): Presence from 18 to 22 against the afternoon.
    "presence.workday",  # a number from 0 to 1 (share) (A): Presence on a working day against a Sunday.
    "presence.saturday",  # a number from 0 to 1 (share) (A): Presence on a Saturday against a Sunday.
    "presence.between",  # a number from 0 to 1 (share) (A): Presence outside the hours of calls, where there are calls, against what it would be.
    "presence.shift_hours",  # a number from 0 to 8 (hours) (A): How much earlier or later a day of a place is than that of others: a standard deviation.
    "calls.enabled",  # true or false (A): Whether this mechanism acts at all.
    "calls.weight",  # a number from 0 to 5 (factor) (A): Factor of the strengths of all calls together.
    "calls.home",  # a number from 0 to 5 (per hour) (A): Rate of going home once a call is over, in addition.
    "contact.enabled",  # true or false (A): Whether this mechanism acts at all.
    "contact.cell",  # a number from 0 to 1 (utility) (A): Pull of a block or workplace that is out.
    "contact.cell_full",  # a number from 0.001 to 1 (share) (A): Share of the cell in the street at which it pulls in full.
    "contact.minimum",  # a number from 0 to 10 (people) (A): Members who must be out before the cell pulls; 0 for simple contagion.
    "contact.place",  # a number from 0 to 1 (utility) (A): Pull of a full town square.
    "contact.place_full",  # a number from 0.0005 to 0.5 (share) (A): Share of the adults of a place in the street at which the square is full.
    "contact.form",  # "share" or "log" (A): How the pull follows the crowd.
    "contact.lasting_hours",  # a number from 0 to 2000 (hours) (A): Time in which a crowd is forgotten; 0 at once.
    "contact.notice",  # a number from 1 to 100000 (people) (A): Under `form = "log"`: crowd of a square from which it begins to pull.
    "contact.spread",  # a number from 1 to 20 (e-folds) (A): Under `form = "log"`: e-folds of a crowd from first notice to a full square.
    "contact.settlement",  # a number from 0 to 1000000 (adults) (A): Adults of a village or small town in the rural part of a unit; 0 makes one town of it.
    "information.enabled",  # true or false (A): Whether this mechanism acts at all.
    "information.weight",  # a number from 0 to 1 (utility) (A): Utility of full knowledge of a full country.
    "information.network",  # a number from 0 to 1 (share) (A): Share of what is known that comes over the network.
    "information.reach",  # a number from 10 to 5000 (km) (A): Distance over which word of mouth carries.
    "information.delay",  # a number from 0.5 to 100 (hours) (A): Time in which news settle.
    "information.half",  # a number from 100 to 1000000 (people) (A): Crowd of the country that is half of what can be known.
    "information.form",  # "share" or "log" (A): How what is known follows a crowd.
    "information.notice",  # a number from 1 to 100000 (people) (A): Under `form = "log"`: crowd from which news begin to count.
    "information.spread",  # a number from 1 to 20 (e-folds) (A): Under `form = "log"`: e-folds of a crowd from first news to all that can be known.
    "information.fade_hours",  # a number from 0 to 2000 (hours) (A): Time in which what is known fades where less happens; 0 for the delay of news.
    "information.language",  # a number from 0 to 1 (share) (A): Share of the news of a crowd that stays within the languages of its place.
    "strike.enabled",  # true or false (A): Whether this mechanism acts at all.
    "strike.base",  # a number from 0 to 1 (per hour) (A): Rate at which a workplace puts down tools when nothing holds it back.
    "strike.noise",  # a number from 0.005 to 1 (utility) (A): Scale of differences between workplaces.
    "strike.cap",  # a number from 0.001 to 2 (per hour) (A): Highest rate of putting down tools.
    "strike.cost",  # a number from 0 to 3 (utility) (A): What must be outweighed before workers strike, at the mean wage.
    "strike.sector",  # a number from 0 to 1 (utility) (A): Pull of one's sector on strike.
    "strike.sector_full",  # a number from 0.001 to 1 (share) (A): Share of the sector on strike at which it pulls in full.
    "strike.street",  # a number from 0 to 1 (utility) (A): Pull of a full square on workplaces.
    "strike.join",  # a number from 0 to 5 (per hour) (A): Rate at which the willing join a strike at their workplace.
    "strike.vote",  # true or false (A): Whether a strike begins only if half the workplace would join.
    "strike.square",  # a number from 0 to 1 (utility) (A): What a wholly struck workplace adds to its members' utility of going out.
    "strike.resume",  # a number from 0 to 1 (per hour) (A): Rate of going back to work while the fund lasts.
    "strike.offer",  # a number from 1 to 100 (factor) (D): Factor of going back once the demands of workers are met in full.
    "strike.fund_days",  # a number from 0 to 365 (days) (A): Days of lost wages that a worker can bear.
    "strike.fund_spread",  # a number from 0.1 to 100 (days) (A): How gradually the fund runs out.
    "strike.peace_hours",  # a number from 0 to 5000 (hours) (A): Time between the end of a strike and the next.
    "strike.buffer_hours",  # a number from 0.1 to 500 (hours) (D): Stocks: time before lost work is lost output.
    "strike.oil_value",  # a number from 1 to 50 (factor) (A): Output per worker in oil and gas against the other sectors.
    "demand.enabled",  # true or false (A): Whether this mechanism acts at all.
    "demand.weight",  # a number from 0 to 1 (utility) (A): Utility that a wholly political set of demands adds.
    "demand.by_outrage",  # a number from 0 to 1 (per hour) (A): Radicalisation by outrage.
    "demand.by_crowd",  # a number from 0 to 1 (per hour) (A): Radicalisation by a full square.
    "demand.by_waiting",  # a number from 0 to 1 (per hour) (A): Radicalisation while people are out and nothing is offered.
    "demand.by_concession",  # a number from 0 to 1 (per hour) (A): Moderation by credible concessions.
    "demand.price_share",  # a number from 0 to 1 (share) (A): Weight of the price where everybody depends on the fuel.
    "concession.enabled",  # true or false (A): Whether this mechanism acts at all.
    "concession.relief",  # a number from 0 to 1 (share) (A): Share of a demand that a full and credible concession satisfies.
    "concession.lesson",  # a number from 0 to 0.5 (utility) (A): Utility that a fresh, full concession adds for everybody.
    "concession.efficacy_hours",  # a number from 1 to 500 (hours) (A): Time in which the lesson fades.
    "policing.enabled",  # true or false (A): Whether this mechanism acts at all.
    "policing.k",  # a number from 0 to 20 (1) (L): Steepness of the perceived odds of punishment.
    "policing.form",  # "smooth" or "floor" or "round" (L): How the ratio of forces to crowd is rounded.
    "policing.weight",  # a number from 0 to 2 (utility) (A): What certain punishment costs somebody wholly averse to risk.
    "policing.safety",  # a number from 1 to 100000 (people) (A): People in the street at which numbers begin to protect.
    "policing.readiness",  # a number from 0 to 1 (share) (A): Share of the police establishment that can be on the street.
    "policing.tolerate",  # a number from 0 to 10 (order level) (A): Order level when crowds are watched.
    "policing.disperse",  # a number from 0 to 10 (order level) (A): Order level when crowds are dispersed.
    "policing.emergency",  # a number from 0 to 10 (order level) (A): Order level in a state of emergency.
    "policing.lethal",  # a number from 0 to 10 (order level) (A): Order level when firearms may be used.
    "policing.arrival_hours",  # a number from 0.5 to 200 (hours) (A): Time in which reserves arrive where `loyalty` does not move battalions.
    "policing.arrest_share",  # a number from 0 to 1 (per hour) (A): Most of a crowd that can be arrested in an hour.
    "policing.arrest_rate",  # a number from 0 to 1 (per member of the forces and hour) (A): Arrests by one member of the forces at order level 1.
    "policing.round_up_day",  # a number from 0 to 100000 (people per day) (D): Capacity to detain people at home in the whole country.
    "policing.hold_hours",  # a number from 1 to 10000 (hours) (A): Mean time in custody.
    "policing.lethal_rate",  # a number from 0 to 0.1 (per pair and hour) (A): Deaths in the street where firearms may be used.
    "policing.forces_killed_rate",  # a number from 0 to 0.01 (per pair and hour) (A): Deaths among the forces in clashes.
    "policing.forces_injured_rate",  # a number from 0 to 0.5 (per pair and hour) (A): Injuries among the forces in clashes.
    "policing.arrest_law",  # "rate" or "encounters" (A): How arrests follow forces and crowd.
    "policing.reach",  # a number from 0 to 2 (per hour) (A): Under `encounters`: rate at which a person in a small crowd is arrested, at order level 1.
    "policing.handling_hours",  # a number from 0.1 to 200 (hours) (A): Under `encounters`: hours of one officer that an arrest takes.
    "policing.custody",  # a number from 0.01 to 50 (per 1,000 adults) (A): Under `encounters`: people that the unit can hold.
    "policing.start_hours",  # a number from 0.1 to 500 (hours) (D): Under `encounters`: time in which looking for people at home begins.
    "policing.dispersal",  # a number from 0 to 5 (per hour) (A): Under `encounters`: rate at which a small crowd is sent home, at order level 1.
    "travel.enabled",  # true or false (A): Whether this mechanism acts at all.
    "travel.reach",  # a number from 0 to 500 (km) (A): Distance at which a third as many come to a call as from next to it.
    "loyalty.enabled",  # true or false (A): Whether this mechanism acts at all.
    "loyalty.ties",  # a number from 0 to 5 (disposition) (A): What a crowd of one's own, beyond all number, adds for a unit recruited there.
    "loyalty.contagion",  # a number from 0 to 5 (disposition) (A): What it adds to know that all others refuse.
    "loyalty.appeals",  # a number from 0 to 5 (disposition) (A): What appeals that reach every soldier add.
    "loyalty.kill",  # a number from 0 to 5 (disposition) (A): What being ordered to use firearms adds.
    "loyalty.pay",  # a number from 0 to 5 (disposition) (A): What pay and privileges hold back.
    "loyalty.watch",  # a number from 0 to 5 (disposition) (A): What counter-intelligence holds back under an undivided elite.
    "loyalty.fear",  # a number from 0 to 5 (disposition) (A): What a wholly violent crowd holds back.
    "loyalty.help",  # a number from 0 to 5 (disposition) (A): What the presence of foreign troops holds back.
    "loyalty.near",  # a number from 0 to 1 (share) (A): Weight of refusals in one's own place against those elsewhere.
    "loyalty.outnumbered",  # a number from 0 to 100 (people per member) (A): Crowd for each member of the forces that gives half of its pressure.
    "loyalty.steady",  # a number from 1 to 10000 (people) (A): Crowd that gives half of its pressure where there are no forces.
    "loyalty.mean_police",  # a number from 0 to 5 (disposition) (A): Mean disposition to obey of police.
    "loyalty.mean_guard",  # a number from 0 to 5 (disposition) (A): The same of the guard.
    "loyalty.mean_army",  # a number from 0 to 5 (disposition) (A): The same of the army.
    "loyalty.between",  # a number from 0 to 2 (disposition) (A): Standard deviation of that mean between units.
    "loyalty.within",  # a number from 0.01 to 2 (disposition) (A): Standard deviation of disposition within a unit.
    "loyalty.local_police",  # a number from 0 to 1 (share) (A): Share of police recruited where they serve.
    "loyalty.local_guard",  # a number from 0 to 1 (share) (A): Share of the guard recruited where it is at home.
    "loyalty.local_army",  # a number from 0 to 1 (share) (A): Share of the army recruited where it is at home.
    "loyalty.away",  # a number from 0 to 1 (share) (A): What is left of local ties outside the home region.
    "loyalty.deliberation",  # a number from 0.5 to 200 (hours) (A): Time in which a unit follows what presses on it.
    "loyalty.arms_odds",  # a number from 0 to 1 (probability) (A): Odds that the arms of a unit that changes sides go to the crowd.
    "loyalty.by_outrage",  # a number from 0 to 10 (rate) (A): Violence of crowds by outrage.
    "loyalty.by_firearms",  # a number from 0 to 10 (rate) (A): Violence of crowds by the use of firearms.
    "loyalty.by_arms",  # a number from 0 to 10 (rate) (A): Violence of crowds by the share that has taken arms.
    "loyalty.violence_hours",  # a number from 0.5 to 200 (hours) (A): Time in which the violence of crowds rises and fades.
    "loyalty.district",  # a number from 10 to 10000 (members) (A): Size of a police unit in a large city.
    "loyalty.battalion",  # a number from 10 to 10000 (members) (A): Size of a unit of guard or army.
    "loyalty.alert",  # a number from 0 to 100 (hours) (A): Hours from an order until a battalion moves.
    "loyalty.road_speed",  # a number from 1 to 200 (km/h) (A): Speed of battalions by road.
    "loyalty.air_speed",  # a number from 1 to 1000 (km/h) (A): Speed of battalions by air.
    "loyalty.air_from",  # a number from 0 to 20000 (km) (A): Distance beyond which battalions fly.
    "elite.enabled",  # true or false (A): Whether this mechanism acts at all.
    "elite.members",  # a number from 50 to 500 (people) (A): Members of the elite.
    "elite.lowest",  # a number from 0 to 2 (probability) (A): Lowest threshold.
    "elite.highest",  # a number from 0 to 5 (probability) (A): Highest threshold.
    "elite.rate",  # a number from 0 to 1 (per hour) (A): Rate of leaving at the threshold.
    "elite.noise",  # a number from 0.005 to 1 (probability) (A): Scale of what makes members differ from their threshold.
    "elite.assets",  # a number from 0 to 1 (probability) (A): By how much assets wholly abroad lower a threshold.
    "elite.start",  # a number from -20 to 5 (logit) (A): Odds of a fall when nothing happens.
    "elite.crowd",  # a number from 0 to 10 (logit) (A): What crowds add.
    "elite.city",  # a number from 0 to 5 (logit) (A): What lost cities add.
    "elite.refusing",  # a number from 0 to 50 (logit) (A): What the refusal of all forces adds.
    "elite.exits",  # a number from 0 to 50 (logit) (A): What the departure of the whole elite adds.
    "elite.output",  # a number from 0 to 50 (logit) (A): What the loss of all output adds.
    "elite.help",  # a number from 0 to 20 (logit) (A): What the presence of foreign troops takes away.
    "elite.crushed",  # a number from 0 to 20 (logit) (A): What the success of firearms takes away.
    "elite.memory_hours",  # a number from 1 to 500 (hours) (A): Time in which a large crowd is forgotten.
    "elite.purge",  # a number from 0 to 5 (per member) (A): How far each dismissal or arrest splits the elite.
    "elite.flight",  # a number from 0 to 20 (per share) (A): How far departures split the elite.
    "regime.enabled",  # true or false (A): Whether this mechanism acts at all.
    "regime.haste",  # a number from 0.01 to 100 (factor) (A): How much faster than the table's delays triggered orders are given.
    "regime.reserves_ready",  # a number from 0 to 1 (share) (A): Share of guards and soldiers who can be sent.
    "shutdown.enabled",  # true or false (A): Whether this mechanism acts at all.
    "shutdown.go_and_see",  # a number from -0.05 to 0.1 (utility) (A): Utility that a complete cut adds for everybody.
    "shutdown.gdp_loss",  # a number from 0 to 0.05 (share of daily output) (A): Output that a complete cut of the whole country costs.
    "organisation.enabled",  # true or false (A): Whether this mechanism acts at all.
    "organisation.density",  # a number from 0 to 1 (share of cells) (A): Share of workplaces and blocks with a branch.
    "organisation.cohesion",  # a number from 0 to 1 (share) (A): How far branches act as one.
    "organisation.full",  # a number from 0.0001 to 1 (share of cells) (A): Share of cells with a branch at which branches reach the whole place.
    "organisation.lowers_threshold",  # true or false (A): Whether members of a cell with a branch go out and strike more easily.
    "organisation.threshold",  # a number from 0 to 1 (utility) (A): What a branch adds for the members of its cell.
    "organisation.synchronises",  # true or false (A): Whether branches call people out at a set hour.
    "organisation.call",  # a number from 0 to 1 (utility) (A): What a call-out adds for the members of a cell with a branch.
    "organisation.call_hour",  # a number from 0 to 23 (hour of the day) (A): Hour for which branches call people out.
    "organisation.call_length",  # a number from 1 to 24 (hours) (A): For how long a call-out works.
    "organisation.call_news",  # a number from 0 to 1 (information) (A): What must be known of crowds before branches call people out.
    "organisation.stamina",  # true or false (A): Whether members of a cell with a branch stay longer.
    "organisation.stay",  # a number from 0 to 1 (factor) (A): Factor of their rate of going home.
    "organisation.links",  # true or false (A): Whether branches carry news between places without the network.
    "organisation.one_set_of_demands",  # true or false (A): Whether branches hold one set of demands together.
    "organisation.reservation",  # a number from 0 to 1 (share of the demand) (A): Offer on wages or jobs at which branches settle.
    "organisation.hold",  # a number from 0 to 1 (factor) (A): Factor of going back to work while less is offered.
    "organisation.settle",  # a number from 1 to 100 (factor) (A): Factor of going back to work once enough is offered.
    "organisation.pooling",  # a number from 0 to 1 (per hour) (A): Rate at which organised places agree on their demands.
    "organisation.discipline",  # true or false (A): Whether branches hold crowds back from violence.
    "organisation.restraint",  # a number from 0 to 1 (share) (A): Share of violence that branches prevent where they reach everybody.
    "organisation.appeals",  # true or false (A): Whether branches appeal to soldiers.
    "organisation.appeal_rate",  # a number from 0 to 1 (per hour) (A): Rate at which such appeals reach soldiers.
    "organisation.force_tie",  # a number from 0 to 1 (share) (A): How far soldiers are reached before crowds are out.
    "organisation.vulnerable",  # true or false (A): Whether arrests of leaders remove branches.
    "organisation.leaders",  # a number from 0 to 20 (per detention per 1,000 adults) (A): Rate at which detentions take the leaders of a branch.
    "organisation.preventive",  # a number from 0 to 5 (per day) (D): Rate at which leaders are arrested where all is quiet while crowds are out elsewhere.
    "committee.enabled",  # true or false (A): Whether this mechanism acts at all.
    "committee.form",  # a number from 0 to 10 (per 1,000 strikers and hour) (A): Rate at which strikers elect a committee.
    "committee.wait_hours",  # a number from 0 to 1000 (hours) (A): Length of a strike before a committee is elected.
    "committee.with_branch",  # a number from 1 to 100 (factor) (A): Factor where an organisation has a branch.
    "committee.encouraged",  # a number from 0 to 100 (factor) (A): How much more readily committees form where others are known.
    "committee.full",  # a number from 0.001 to 1 (share of the employed) (A): Share of employees covered at which committees speak for a place.
    "committee.federation",  # a number from 0.001 to 1 (share) (A): Strength of linked places at which a federation is complete.
    "committee.alone",  # a number from 0 to 1 (share) (A): Share of services that committees can run without a federation.
    "committee.services_hours",  # a number from 1 to 2000 (hours) (A): Time in which services are taken over, or lost.
    "committee.hindered",  # a number from 0 to 1 (share) (A): How far certain punishment keeps committees from running services.
    "committee.dissolve_hours",  # a number from 1 to 5000 (hours) (A): Time for which a committee outlives its strike.
    "committee.arrests",  # a number from 0 to 20 (per detention per 1,000 adults) (A): Rate at which detentions end a committee.
    "committee.stay",  # a number from 0 to 1 (share) (A): How much more slowly crowds go home where committees run services.
    "committee.hold",  # a number from 0 to 1 (share) (A): How much more slowly strikes end where committees speak for a place.
    "committee.call",  # a number from 0 to 1 (utility) (A): What a complete federation adds to putting down tools.
    "committee.demands",  # a number from 0 to 1 (per hour) (A): Rate at which demands become political where committees run services.
    "committee.run",  # a number from 0 to 1 (share) (A): Share of services at which a place is run by committees.
    "messages.enabled",  # true or false (A): Whether this mechanism acts at all.
    "messages.weight",  # a number from 0 to 1 (utility) (A): Utility of going out of somebody wholly persuaded.
    "messages.state",  # a number from 0 to 5 (factor) (A): Weight of the state's account against the others.
    "messages.strike",  # a number from 0 to 1 (utility) (A): Utility of putting down tools where everybody has been called to strike.
    "messages.soldiers",  # a number from 0 to 1 (share) (A): How far an appeal that reached everybody reaches soldiers.
    "messages.rate",  # a number from 0 to 10 (readings per follower and hour) (A): How fast a text spreads where every channel is open.
    "messages.most",  # a number from 0.1 to 100 (readings per follower) (A): Readings at which a text is exhausted.
    "messages.translation",  # true or false (A): Whether texts are translated.
    "messages.translation_hours",  # a number from 0.1 to 5000 (hours) (A): Mean time to a translation.
    "messages.fidelity",  # a number from 0 to 1 (share) (A): Share of the content that a translation keeps.
    "messages.returns",  # a number from 0 to 1 (share) (A): Share of the home audience that texts from abroad reach.
    "messages.travel",  # a number from 0 to 1 (share) (A): Share of word of mouth that comes from outside the region.
    "intervention.enabled",  # true or false (A): Whether this mechanism acts at all.
    "intervention.consent",  # a number from 0 to 5 (per hour) (A): Rate at which an ally without fear and without ties would agree.
    "intervention.by_fear",  # a number from -5 to 10 (log rate) (A): How much fear at home hastens consent.
    "intervention.by_alliance",  # a number from -5 to 10 (log rate) (A): How much the strength of the alliance hastens consent.
    "intervention.vote_hours",  # a number from 0.5 to 500 (hours) (D): Time to the first sitting of a parliament that must approve, and half the time between sittings.
    "intervention.quorum",  # a number from 0 to 1 (probability) (D): Chance that a sitting can approve.
    "intervention.ready_hours",  # a number from 0.5 to 500 (hours) (D): Median time from consent to take-off.
    "intervention.ready_spread",  # a number from 0 to 2 (log) (A): Spread of that time (standard deviation of its logarithm).
    "intervention.air_speed",  # a number from 50 to 2000 (km/h) (L): Speed of the flight to the capital.
    "intervention.deployed",  # a number from 0 to 1 (share) (D): Share of the size announced that is sent.
    "intervention.build_up_hours",  # a number from 1 to 1000 (hours) (D): Time from the first landing to full size.
    "intervention.guards",  # true or false (D): Troops guard sites and free local personnel.
    "intervention.sites",  # a number from 0 to 1000 (sites) (D): Sites there are to guard.
    "intervention.soldiers_per_site",  # a number from 1 to 5000 (troops) (D): Foreign troops that guard a site.
    "intervention.freed_per_site",  # a number from 0 to 5000 (personnel) (D): Local personnel freed by each site guarded.
    "intervention.tells_units",  # true or false (A): The country's own units take it for a sign of strength.
    "intervention.tells_elites",  # true or false (A): The elite take it for a sign of strength.
    "intervention.tells_people",  # true or false (A): People expect punishment more.
    "intervention.costs_legitimacy",  # true or false (A): Asking foreigners in costs legitimacy.
    "intervention.calms_abroad",  # true or false (A): Publics and governments abroad take the event for contained.
    "intervention.announcement",  # a number from 0 to 1 (share) (A): Share of the signal that the announcement makes.
    "intervention.dread",  # a number from -0.5 to 1 (probability) (A): Perceived punishment that a full signal adds where none was expected.
    "intervention.legitimacy_loss",  # a number from 0 to 0.5 (legitimacy) (A): Legitimacy that a full signal costs.
    "intervention.calm_crowd",  # a number from 0 to 1000000 (people) (A): National crowd below which it is calm.
    "intervention.calm_days",  # a number from 0 to 100 (days) (D): Days of calm after which troops leave, where the table has no order of withdrawal.
    "intervention.leave_days",  # a number from 0.1 to 100 (days) (D): Time in which a contingent leaves.
    "intervention.withdraw_day",  # a number from 0 to 60 (day) (A): Day of the scenario (1 is the first) at whose beginning every contingent is recalled, whatever the table says; 0 leaves it to the table.
    "home_front.enabled",  # true or false (A): Whether this mechanism acts at all.
    "home_front.hesitation",  # a number from 0 to 20 (log rate) (A): How much full opposition delays consent.
    "home_front.by_day",  # a number from 0 to 1 (opposition per day) (A): Opposition that every day since consent adds.
    "home_front.by_killed",  # a number from 0 to 1 (opposition per 100 deaths) (A): Opposition that deaths in the country that asked add.
    "home_front.by_texts",  # a number from 0 to 1 (opposition) (A): Opposition that texts which persuaded everybody abroad add.
    "home_front.unrest",  # a number from 0 to 5 (disposition) (A): What full opposition at home adds for the troops abroad.
    "home_front.disposition",  # a number from 0 to 5 (disposition) (A): Mean disposition of contingents to obey.
    "home_front.refusal",  # a number from 0 to 1 (per hour) (A): Rate at which full opposition makes an ally refuse.
    "home_front.recall",  # a number from 0 to 1 (per hour) (A): Rate at which full opposition has troops recalled.
    "spillover.enabled",  # true or false (A): Whether this mechanism acts at all.
    "spillover.chi",  # a number from -1 to 3 (log rate) (D): What a large event does to the rate of rallies elsewhere.
    "spillover.texts",  # a number from -1 to 3 (log rate) (A): What texts that persuaded everybody abroad do to the rate of rallies there.
    "spillover.large",  # a number from 1 to 1000000 (people) (D): Crowd that is a large event.
    "spillover.memory_days",  # a number from 0.1 to 365 (days) (D): For how long a large event is remembered abroad.
    "spillover.border",  # a number from 0 to 1 (weight) (A): Weight of a common border in the tie.
    "spillover.language",  # a number from 0 to 1 (weight) (A): Weight of a shared language in the tie.
    "spillover.migrants",  # a number from 0 to 1 (weight) (A): Weight of migrants in the tie.
    "spillover.by_event",  # a number from 0 to 3 (fear) (A): Fear of the government of a country with the mean tie when the whole country is out.
    "spillover.by_rally",  # a number from 0 to 1 (fear per rally) (A): Fear that a rally of its own adds.
    "spillover.fear_hours",  # a number from 0.5 to 500 (hours) (A): Time in which fear follows events.
    "spillover.calmed",  # a number from -1 to 1 (share) (A): How far the presence of troops takes the event off others' minds.
    "outcome.enabled",  # true or false (A): Whether this mechanism acts at all.
    "outcome.nobody",  # a number from 0 to 0.01 (share of adults) (L): Peak below which there was no mobilisation.
    "outcome.local_units",  # a number from 0 to 100 (units) (L): Units up to which an episode is local.
    "outcome.reportable",  # a number from 1 to 10000 (people) (A): Crowd in one town that would be reported: a unit with one is active.
    "outcome.mass_arrests",  # a number from 0 to 1 (share of the peak) (A): Detentions, as a share of the peak crowd, that count as mass arrests.
    "outcome.met",  # a number from 0 to 1 (share) (A): Generosity times credibility from which an offer meets a demand.
    "outcome.credible_days",  # a number from 0 to 100 (days) (A): Days for which a demand must stay met, or to the end of a shorter run.
    "outcome.conceded_days",  # a number from 0 to 100 (days) (A): Days within which the crowd falls after a demand is met.
    "outcome.crushed_days",  # a number from 0 to 100 (days) (A): Days within which a crushed crowd falls.
    "outcome.half",  # a number from 0 to 1 (share) (A): Share of forces, or of the elite, without which a regime does not stand.
    "outcome.armed",  # a number from 0 to 1 (share of forces) (A): Share of forces refusing from which there can be a second armed side.
    "outcome.conflict_days",  # a number from 0 to 100 (days) (L): Days of two armed sides that are a protracted conflict.
    "outcome.council_share",  # a number from 0 to 1 (share of places) (L): Share of places run by committees that is a second power.
    "outcome.council_days",  # a number from 0 to 100 (days) (L): Days for which it must last.
]
"""Section and name of a parameter, as in a scenario file."""

SeriesColumn: TypeAlias = Literal[
    "participants",  # in the street at the end of the hour (adults)
    "strikers",  # on strike at the end of the hour (adults)
    "detained",  # detentions so far (adults)
    "held",  # in custody at the end of the hour (adults)
    "killed",  # killed so far, forces not counted (adults)
    "forces_killed",  # members of the forces killed so far (adults)
    "forces_injured",  # members of the forces injured so far (adults)
    "price_excess",  # relative excess of the fuel price, net of relief (1)
    "shock",  # what shocks add at present for those whom they touch (utility)
    "outrage",  # outrage over killings and detentions, decaying (1)
    "legitimacy",  # legitimacy of the authorities (share)
    "difference",  # what the place has beyond others with the same figures (utility)
    "fatigue",  # what having been out of late costs in readiness (utility)
    "mobilised",  # adults who take part, whether or not they are in the street at this hour (adults)
    "information",  # what is known here of crowds elsewhere (share)
    "output_lost",  # share of output lost at present (share)
    "political",  # weight of political demands (share)
    "forces",  # police and soldiers at hand (adults)
    "posture",  # posture of the police: tolerate, disperse, emergency, lethal
    "deterrence",  # perceived probability of punishment (share)
    "guests",  # adults in the street who came from other places, to a call or from the land (adults)
    "obeying",  # share of the forces at hand that obey (share)
    "violence",  # how violent the crowd is (share)
    "connectivity",  # share of network traffic that works (share)
    "organised",  # share of workplaces and blocks with a branch of an organisation (share)
    "appeal",  # how far appeals have reached soldiers here, by branches and by texts (share)
    "self_run",  # share of services that strike committees run (share)
    "persuaded",  # how far texts have persuaded people; below 0 where the state's account prevails (share)
]
"""A column about the place in an hour. One of a mechanism that is off by default is there if it is on."""

NationalColumn: TypeAlias = Literal[
    "participants",  # in the street at the end of the hour (adults)
    "strikers",  # on strike at the end of the hour (adults)
    "units_active",  # units with a reportable gathering in one town at the end of the hour (units)
    "detained",  # detentions so far (adults)
    "killed",  # killed so far, forces included as the record counts them (adults)
    "forces_killed",  # members of the forces killed so far (adults)
    "forces_injured",  # members of the forces injured so far (adults)
    "output_lost",  # share of national output lost at present (share)
    "legitimacy",  # legitimacy of the authorities, mean over adults (share)
    "mobilised",  # adults who take part, whether or not they are in the street at this hour (adults)
    "forces",  # police and soldiers at hand (adults)
    "forces_refusing",  # share of all forces in units that refuse or have changed sides (share)
    "units_passive",  # units of police, guard and army that hold back (units)
    "units_refusing",  # units of police, guard and army that refuse orders (units)
    "units_defected",  # units of police, guard and army that have changed sides (units)
    "elite_left",  # members of the elite who have left the country so far (people)
    "elite_removed",  # members of the elite dismissed or arrested so far (people)
    "elite_split",  # how far departures, dismissals and arrests have split the elite (share)
    "fall_odds",  # odds of the regime's fall as the elite perceives them (probability)
    "strength",  # strength of the regime (share)
    "connectivity",  # share of network traffic that works, mean over adults (share)
    "organised",  # share of workplaces and blocks with a branch of an organisation, mean over adults (share)
    "appeal",  # how far appeals have reached soldiers, mean over adults (share)
    "committees",  # workplaces with a strike committee (workplaces)
    "dual_power",  # share of places that committees run (share)
    "persuaded",  # how far texts have persuaded people, mean over adults (share)
    "persuaded_abroad",  # how far texts have persuaded publics abroad (share)
    "foreign_troops",  # foreign troops present (troops)
    "opposition_abroad",  # opposition to sending troops, mean over allies (share)
    "rallies_abroad",  # rallies in other countries so far (rallies)
    "fear_abroad",  # fear of governments abroad, mean over countries (share)
]
"""A column about the nation in an hour. One of a mechanism that is off by default is there if it is on."""
