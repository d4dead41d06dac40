//! One hour of the model, to be read as prose.

use crate::crowd;
use crate::mechanism::Seen;
use crate::places::Terms;
use crate::recorder::{count, record};
use crate::register::Mechanisms;
use crate::state::State;
use crate::world::World;

/// One hour.
///
/// 1. The news of the hour arrives: shocks, messages, the calendar, dated orders.
/// 2. Counts become fields: crowds, what is known elsewhere, outrage.
/// 3. Every place weighs its odds: each mechanism adds its term.
/// 4. People move: some go out, some go home, some put down their tools, some go back.
/// 5. Those who moved are seen by their workplace, their block and their town.
/// 6. The actors answer: police and army, elites, committees, the regime, its allies, the neighbours.
/// 7. The hour is counted.
///
/// People decide on the state frozen at the start of the hour; changes are pushed at its end.
pub fn step(world: &World, state: &mut State) {
    let model: &Mechanisms = &world.spec.mechanisms;

    model.news(world, state);
    model.sense(world, state);

    let weigh = |place| model.weigh(Seen { world, state, place });
    let terms: Vec<Terms> = (0..world.spans.len()).map(weigh).collect();
    crowd::turnout::move_people(world, state, &terms);

    count(world, state);
    model.act(world, state);
    crowd::custody::carry_out(world, state);

    count(world, state);
    model.note(world, state);
    record(world, state);
    state.step += 1;
}
