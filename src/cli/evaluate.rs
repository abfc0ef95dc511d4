//! `dateline evaluate`: how true Dateline is on articles whose places are known.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;
use clap::{Args, ValueEnum};
use dateline::{
    evaluate::{Rates, Scheme, Score, documents, line, predictions},
    geoparse::Geoparser,
};

#[derive(Args)]
pub(super) struct Arguments {
    /// A gold file: one JSON object a line with doc, text and mentions
    gold: PathBuf,
    /// Which marked mentions count
    #[arg(long, value_enum, default_value_t = Profile::All)]
    profile: Profile,
    /// Only the documents of this split
    #[arg(long, value_name = "NAME")]
    split: Option<String>,
    /// Resolve the gold file's own mentions instead of finding them
    #[arg(long)]
    gold_mentions: bool,
    /// Also write what was found, a line of JSON a document
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Profile {
    /// Every mention that the file marks
    All,
    /// The types of GeoWebNews: demonyms, languages and homonyms are neutral
    Gwn,
}

/// Writes the figures, a line each.
pub(super) fn run(arguments: &Arguments, geodata: &Path) -> anyhow::Result<()> {
    let geoparser = Geoparser::open(geodata)?;
    let scheme = match arguments.profile {
        Profile::All => Scheme::All,
        Profile::Gwn => Scheme::GeoWebNews,
    };
    let mut file = match &arguments.predictions {
        Some(path) => {
            let file = File::create(path)
                .with_context(|| format!("cannot write {}", path.display()))?;
            Some(BufWriter::new(file))
        }
        None => None,
    };
    let mut score = Score::default();
    let mut count = 0;
    for document in documents(&arguments.gold)? {
        if arguments.split.as_ref().is_some_and(|split| *split != document.split) {
            continue;
        }
        let predicted = predictions(&geoparser, &document, arguments.gold_mentions);
        score.add(&document, &predicted, scheme);
        if let Some(file) = &mut file {
            writeln!(file, "{}", line(&document, &predicted))?;
        }
        count += 1;
    }
    anyhow::ensure!(count != 0, "no document of that split is in the gold file");
    let mut out = io::stdout().lock();
    writeln!(out, "documents              {count}")?;
    rates(&mut out, "recognition, exact", score.exact())?;
    rates(&mut out, "recognition, lenient", score.lenient())?;
    rates(&mut out, "end to end, 161 km", score.end_to_end())?;
    writeln!(out, "within 161 km          {:.4} of resolved", score.near_of_resolved())?;
    writeln!(out, "                       {:.4} of all", score.near_of_all())?;
    if let Some(roles) = score.roles() {
        writeln!(out, "roles                  {roles:.4} right")?;
    }
    Ok(())
}

fn rates(out: &mut impl Write, what: &str, rates: Rates) -> io::Result<()> {
    let Rates { precision, recall, f1 } = rates;
    writeln!(out, "{what:22} F1 {f1:.4}  precision {precision:.4}  recall {recall:.4}")
}
