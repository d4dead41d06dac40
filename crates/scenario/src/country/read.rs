//! All tables of a country, read in their order.

use super::table::{Found, table};
use super::{Country, people};
use crate::files::Files;
use crate::names::Names;
use groundswell_complaint::{Complaint, Complaints, Problem};

impl Country {
    /// Reads the tables; everything that is wrong in any of them is complained about. `languages` are the names of
    /// the country's language communities, of which `units.csv` has the shares.
    pub fn read(files: &Files, languages: &[String], complaints: &mut Complaints) -> Country {
        let mut country = Country::default();
        let units = table(files, "units.csv", people::UNITS, languages, complaints);
        let places = table(files, "places.csv", people::PLACES, &[], complaints);
        if let (Found::Nothing, Found::Nothing) = (&units, &places) {
            let complaint = Complaint::new(Problem::Missing { what: "file", name: files.shown("places.csv") });
            let allowed = "places.csv with the columns place and population, or a country in [scenario]";
            complaints.push(
                complaint.allowed(allowed).advise("`groundswell scenario new NAME --country CODE` writes tables"),
            );
            return country;
        }
        if let Some(rows) = units.rows() {
            country.read_units(rows, languages, complaints);
        }
        match &places {
            Found::Rows(rows, _) => country.read_places(rows, units.rows().is_some(), complaints),
            Found::Nothing => country.places_of_units(),
            Found::Broken => {}
        }
        // Where rows could not be read, what names them elsewhere is not wrong for that.
        let names = |whole: bool, names: Vec<String>| if whole { Names::new(names) } else { Names::default() };
        country.unit_index =
            names(units.is_whole() && places.is_whole(), country.units.iter().map(|unit| unit.name.clone()).collect());
        country.place_index = names(
            units.is_whole() && places.is_whole(),
            country.places.iter().map(|place| place.name.clone()).collect(),
        );
        country.read_work(files, complaints);
        country.read_actors(files, complaints);
        if let (true, Some(rows)) = (complaints.is_empty(), places.rows().or(units.rows())) {
            country.add_up(rows, units.rows().is_some() && places.rows().is_some(), complaints);
        }
        country
    }
}
