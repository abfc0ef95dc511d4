//! `dateline gazetteer`: the list of places.

use std::{io::Write, path::Path};

use dateline::{
    build::gazetteer::build,
    gazetteer::{Gazetteer, Place, PlaceId},
};

use super::making::Making;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Make world.gaz anew from the packages that sources.toml pins
    Build(Making),
    /// Say what the gazetteer holds
    Info,
    /// List the places that bear a name, or have an id
    Lookup {
        /// A name in any spelling, or an id such as geonames:250441
        name: String,
    },
}

pub(super) fn run(command: Command, geodata: &Path) -> anyhow::Result<()> {
    let file = geodata.join("world.gaz");
    let mut out = std::io::stdout().lock();
    match command {
        Command::Build(args) => {
            let curated = args.geodata.join("curated");
            let (bytes, report) = build(&args.sources()?, &curated)?;
            args.write("world.gaz", &bytes)?;
            for line in report {
                writeln!(out, "{line}")?;
            }
        }
        Command::Info => {
            let gazetteer = Gazetteer::open(&file)?;
            writeln!(out, "{} places", gazetteer.len())?;
            writeln!(out, "{} names", gazetteer.name_count())?;
        }
        Command::Lookup { name } => {
            let gazetteer = Gazetteer::open(&file)?;
            let id = PlaceId::parse(&name).and_then(|id| gazetteer.find(&id));
            let places = match id {
                Some(place) => vec![place],
                None => {
                    gazetteer.named(&name).into_iter().map(|(place, _)| place).collect()
                }
            };
            anyhow::ensure!(
                !places.is_empty(),
                "no place is called `{name}`; try another spelling"
            );
            for place in places {
                writeln!(out, "{}", line(&place))?;
            }
        }
    }
    Ok(())
}

/// A place on one line, its facts parted by tabs.
fn line(place: &Place<'_>) -> String {
    let point = place.point();
    let admin1 = place.admin1().map_or("", |unit| unit.name());
    format!(
        "{}\t{}\t{}\t{}\t{:.4}\t{:.4}\t{}\t{admin1}\t{}",
        place.id(),
        place.name(),
        place.kind().word(),
        place.feature_code(),
        point.y(),
        point.x(),
        place.country_code(),
        place.population(),
    )
}
