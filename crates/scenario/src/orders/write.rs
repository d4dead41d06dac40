//! `[[order]]` rows to put into a scenario file: what the state did, or what it would do.

use crate::added::{AddedRow, OwnScenario, RowText, moment};
use crate::orders::FORMS;
use crate::resolved::quote;
use crate::scenario::Scenario;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_engine::spec::{DEMAND_NAMES, POSTURES};
use std::collections::BTreeMap;

/// An `[[order]]` to add. Times are as they are typed: `2020-08-09T20:00`, with or without an offset from UTC.
#[derive(Clone, Debug, Default)]
pub struct NewOrder {
    /// Its name.
    pub name: String,
    /// From when it stands, of what happened.
    pub from: Option<String>,
    /// The guard that brings it about, of what would happen.
    pub when: Option<String>,
    /// When it is taken back: a time of what happened, a guard of what would happen.
    pub until: Option<String>,
    /// Mean hours from the guard to the order, hours for which it stands at least, mean hours until it is taken back.
    pub hours: [Option<f64>; 3],
    /// Units and places, or `each unit`; the whole country without.
    pub places: Vec<String>,
    /// Posture of the police.
    pub posture: Option<String>,
    /// Whether people must be at home by night.
    pub curfew: bool,
    /// Share of the network that works.
    pub connectivity: Option<f64>,
    /// Share of the ready reserves that are sent.
    pub reserves: Option<f64>,
    /// Demands that are met.
    pub offers: Vec<NewOffer>,
    /// Members of the elite who are dismissed, and who are arrested.
    pub elite: [Option<u32>; 2],
    /// Whether allies are asked for help.
    pub request_help: bool,
    /// Whether their troops are sent home.
    pub withdraw: bool,
    /// Where it is from.
    pub source: Option<String>,
}

/// A demand that an order meets.
#[derive(Clone, Debug, PartialEq)]
pub struct NewOffer {
    /// The demand.
    pub demand: String,
    /// How much of it, in [0, 1].
    pub generosity: f64,
    /// How far that is believed, in [0, 1].
    pub credibility: f64,
}

impl NewOffer {
    /// An offer as it is typed: `price`, `price=0.5`, `price=0.5:0.8`; what is left out is 1.
    ///
    /// # Errors
    /// Something that is no demand, or no number.
    pub fn typed(text: &str) -> Result<NewOffer, Complaints> {
        let (demand, numbers) = text.split_once('=').unwrap_or((text, "1"));
        let (generosity, credibility) = numbers.split_once(':').unwrap_or((numbers, "1"));
        let demand = demand.trim();
        if !DEMAND_NAMES.contains(&demand) {
            return Err(Complaint::unknown("demand", demand, DEMAND_NAMES).allowed(DEMAND_NAMES.join(", ")).into());
        }
        let number = |typed: &str| typed.trim().parse().ok().filter(|x| (0.0..=1.0).contains(x));
        let (Some(generosity), Some(credibility)) = (number(generosity), number(credibility)) else {
            let complaint =
                Complaint::inconsistent(format!("`{text}`: how much is offered, and how far it is believed"));
            return Err(complaint.allowed("numbers from 0 to 1, as price=0.5:0.8").into());
        };
        Ok(NewOffer { demand: demand.into(), generosity, credibility })
    }
}

/// Adds an order to the scenario in a folder. An order that is dated is of the form `history`, one that a guard brings
/// about is `endogenous`; a scenario follows one form.
///
/// # Errors
/// A built-in scenario; whatever is wrong with the row; a file that cannot be written.
pub fn add_order(scenario: &str, new: &NewOrder) -> Result<AddedRow, Complaints> {
    let own = OwnScenario::open(scenario)?;
    if own.scenario.orders.iter().any(|row| row.order.name == new.name && row.form == form(new)) {
        let complaint = Complaint::inconsistent(format!("there is an order `{}` already", new.name));
        return Err(complaint.advise("give this one another name").into());
    }
    own.add(order_row(new)?, BTreeMap::new(), |scenario| left_out(scenario, form(new)))
}

/// Index into [`FORMS`].
fn form(new: &NewOrder) -> usize {
    usize::from(new.when.is_some())
}

fn order_row(new: &NewOrder) -> Result<RowText, Complaints> {
    let mut row = RowText::new("order", None, &new.name);
    row.key("form", quote(FORMS[form(new)]));
    match (&new.from, &new.when) {
        (Some(_), Some(_)) => {
            let what = format!("`{}` has a time and a guard", new.name);
            let advice = "what happened has `from`; what would happen has `when`, and `form=endogenous` follows it";
            return Err(Complaint::inconsistent(what).advise(advice).into());
        }
        (_, Some(guard)) => {
            row.key("when", quote(guard));
            for (key, hours) in ["delay_hours", "dwell_hours", "undo_hours"].into_iter().zip(new.hours) {
                row.some(key, hours.map(|x| x.to_string()));
            }
            row.some("until", new.until.as_deref().map(quote));
        }
        (from, None) => {
            row.some("from", from.as_deref().map(|time| moment("from", time)).transpose()?);
            row.some("until", new.until.as_deref().map(|time| moment("until", time)).transpose()?);
        }
    }
    match &new.places[..] {
        [] => row.key("where", quote("nation")),
        [word] if word == "nation" || word == "each unit" => row.key("where", quote(word)),
        names => row.list("where", names),
    }
    let before = row.len();
    if let Some(posture) = &new.posture {
        if !POSTURES.contains(&posture.as_str()) {
            return Err(Complaint::unknown("posture", posture, POSTURES).allowed(POSTURES.join(", ")).into());
        }
        row.key("posture", quote(posture));
    }
    row.some("curfew", new.curfew.then(|| "true".into()));
    row.some("connectivity", new.connectivity.map(|x| x.to_string()));
    row.some("reserves", new.reserves.map(|x| x.to_string()));
    row.some("offers", offers(&new.offers));
    for (key, members) in ["dismiss_elite", "arrest_elite"].into_iter().zip(new.elite) {
        row.some(key, members.map(|n| n.to_string()));
    }
    row.some("request_help", new.request_help.then(|| "true".into()));
    row.some("withdraw", new.withdraw.then(|| "true".into()));
    if row.len() == before {
        let complaint = Complaint::inconsistent(format!("`{}` orders nothing", new.name));
        let allowed = "posture, curfew, connectivity, reserves, offers, dismissals and arrests in the elite, a request for help or its withdrawal";
        return Err(complaint.allowed(allowed).advise("say what is ordered: one of these at least").into());
    }
    row.some("source", new.source.as_deref().map(quote));
    Ok(row)
}

fn offers(offers: &[NewOffer]) -> Option<String> {
    let one = |NewOffer { demand, generosity, credibility }: &NewOffer| {
        let demand = quote(demand);
        format!("{{ demand = {demand}, generosity = {generosity:?}, credibility = {credibility:?} }}")
    };
    (!offers.is_empty()).then(|| format!("[{}]", offers.iter().map(one).collect::<Vec<_>>().join(", ")))
}

/// What is to be said of an order of a form that the scenario does not follow.
fn left_out(scenario: &Scenario, form: usize) -> Option<String> {
    let (own, followed) = (FORMS[form], FORMS[scenario.form]);
    let said = || {
        format!(
            "the scenario follows `{followed}`: this order is given with `--set form={own}`, or form = \"{own}\" in [scenario]"
        )
    };
    (form != scenario.form).then(said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::triggers::write::tests::folder;
    use groundswell_engine::spec::{Posture, Scope, When};

    fn cut() -> NewOrder {
        NewOrder {
            name: "network cut".into(),
            from: Some("2020-08-09T20:00".into()),
            until: Some("2020-08-12T08:00".into()),
            connectivity: Some(0.2),
            ..NewOrder::default()
        }
    }

    #[test]
    fn what_is_written_is_read_as_it_was_meant() {
        let folder = folder();
        let path = folder.path().display().to_string();
        add_order(&path, &cut()).unwrap_or_else(|c| panic!("{c}"));
        let relief = NewOrder {
            name: "relief".into(),
            from: Some("2020-08-11".into()),
            places: vec!["Dale".into()],
            posture: Some("disperse".into()),
            curfew: true,
            reserves: Some(0.1),
            offers: vec![NewOffer::typed("price=0.5:0.8").expect("an offer"), NewOffer::typed("release").expect("too")],
            elite: [Some(2), None],
            source: Some("a paper \"of record\"".into()),
            ..NewOrder::default()
        };
        add_order(&path, &relief).unwrap_or_else(|c| panic!("{c}"));
        let emergency = NewOrder {
            name: "emergency".into(),
            when: Some("crowd > 1000".into()),
            until: Some("crowd < 10".into()),
            hours: [Some(6.0), None, Some(24.0)],
            places: vec!["each unit".into()],
            posture: Some("emergency".into()),
            request_help: true,
            ..NewOrder::default()
        };
        let added = add_order(&path, &emergency).unwrap_or_else(|c| panic!("{c}"));
        assert!(added.remark.is_some_and(|said| said.contains("--set form=endogenous")));
        let scenario = Scenario::load(&path, &[]).unwrap_or_else(|c| panic!("{c}"));
        assert!(scenario.text.starts_with("# mine\n") && scenario.orders.len() == 3, "{}", scenario.text);
        let [cut, relief, emergency] = [0, 1, 2].map(|i| &scenario.orders[i].order);
        assert_eq!((cut.scope.clone(), cut.connectivity), (Scope::Nation, Some(0.2)));
        assert_eq!(cut.when, When::Dated { from: 44.0, until: 104.0 });
        assert_eq!(relief.when, When::Dated { from: 72.0, until: f64::INFINITY });
        assert!(relief.curfew && relief.reserves == 0.1 && relief.dismiss_elite == 2);
        let offered: Vec<_> =
            relief.offers.iter().map(|o| (DEMAND_NAMES[o.demand], o.generosity, o.credibility)).collect();
        assert_eq!(offered, [("price", 0.5, 0.8), ("release", 1.0, 1.0)]);
        assert_eq!(scenario.orders[1].source, "a paper \"of record\"");
        assert_eq!((emergency.scope.clone(), emergency.posture), (Scope::EachUnit, Some(Posture::Emergency)));
        let When::Triggered { delay, dwell, undo, .. } = &emergency.when else { panic!("a guard") };
        assert_eq!((*delay, *dwell, undo.as_ref().map(|undo| undo.1)), (6.0, 0.0, Some(24.0)));
    }

    #[test]
    fn what_is_wrong_is_said_and_nothing_is_written() {
        let folder = folder();
        let path = folder.path().display().to_string();
        add_order(&path, &cut()).unwrap_or_else(|c| panic!("{c}"));
        let before = std::fs::read_to_string(folder.path().join("scenario.toml")).expect("there");
        let named = |name: &str| NewOrder { name: name.into(), ..cut() };
        let wrong = [
            (cut(), "already"),
            (NewOrder { connectivity: None, ..named("a") }, "orders nothing"),
            (NewOrder { posture: Some("disprse".into()), ..named("a") }, "did you mean `disperse`"),
            (NewOrder { when: Some("crowd > 5".into()), ..named("a") }, "a time and a guard"),
            (NewOrder { from: None, until: None, ..named("a") }, "order.from"),
            (NewOrder { until: Some("2020-08-09T10:00".into()), ..named("a") }, "ends before it begins"),
            (NewOrder { places: vec!["Norht".into()], ..named("a") }, "did you mean `North`"),
            (NewOrder { connectivity: Some(20.0), ..named("a") }, "nothing was written"),
        ];
        for (order, word) in wrong {
            let said = add_order(&path, &order).expect_err(word).render(false);
            assert!(said.contains(word), "{said}");
        }
        for typed in ["prise", "price=2", "price=0.5:much"] {
            assert!(NewOffer::typed(typed).is_err(), "{typed}");
        }
        assert!(add_order("two-towns", &cut()).expect_err("built in").render(false).contains("built in"));
        assert_eq!(std::fs::read_to_string(folder.path().join("scenario.toml")).expect("there"), before);
    }
}
