//! `dateline train`: learns the tagger anew from openly licensed sets.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use dateline::{
    gazetteer::Gazetteer,
    mention::{
        corpus,
        learn::{self, Marked, Persons, Settings},
        patterns::{self, Fillings},
    },
};
use indicatif::ProgressBar;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The folder with the sets, each in a folder of its own (see geodata/model/README.md)
    #[arg(long, value_name = "DIR")]
    corpora: PathBuf,
    /// Where the model goes [default: model/tagger.bin in the geodata folder]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// How often to go through the sentences
    #[arg(long, default_value_t = Settings::default().rounds)]
    rounds: u32,
}

/// A set of marked sentences: where it lies, how much it counts, whose it is.
struct Set {
    folder: &'static str,
    files: &'static [&'static str],
    weight: f32,
    credit: &'static str,
}

const SETS: &[Set] = &[
    Set {
        folder: "wikigold",
        files: &["CONLL-format/data/wikigold.conll.txt"],
        weight: 1.0,
        credit: "Wikigold (Balasuriya et al. 2009), CC BY 4.0",
    },
    Set {
        folder: "wnut17",
        files: &[
            "CONLL-format/data/train/wnut17train.conll",
            "CONLL-format/data/dev/emerging.dev.conll",
            "CONLL-format/data/test/emerging.test.annotated",
        ],
        weight: 1.0,
        credit: "WNUT 2017 (Derczynski et al. 2017), CC BY 4.0",
    },
    Set {
        folder: "btc",
        files: &["a.conll", "b.conll", "e.conll", "f.conll", "g.conll", "h.conll"],
        weight: 1.0,
        credit: "Broad Twitter Corpus (Derczynski et al. 2016), CC BY 4.0",
    },
    Set {
        folder: "uner_ewt",
        files: &["en_ewt-ud-dev.iob2", "en_ewt-ud-test.iob2"],
        weight: 1.0,
        credit: "Universal NER, English EWT dev and test (Mayhew et al. 2024), CC BY-SA 4.0",
    },
    Set {
        folder: "crossner_politics",
        files: &["train.txt", "dev.txt", "test.txt"],
        weight: 0.5,
        credit: "CrossNER politics (Liu et al. 2020), MIT",
    },
];

/// Lists of names, most frequent first, and who made them.
const PERSONS: &[(&str, Persons)] = &[
    ("dist.male.first", Persons::Given),
    ("dist.female.first", Persons::Given),
    ("dist.all.last", Persons::Surnames),
];
const PERSONS_FOLDER: &str = "names";
const PERSONS_CREDIT: &str =
    "names of the 1990 census (United States Census Bureau), public domain";

/// How often each pattern is filled, and how much a filled one counts.
const TIMES: u32 = 20;
const PATTERN_WEIGHT: f32 = 0.5;

pub(super) fn run(arguments: &Arguments, geodata: &Path) -> Result<()> {
    let gazetteer = Gazetteer::open(&geodata.join("world.gaz"))?;
    let mut credits = Vec::new();
    let mut sentences = Vec::new();
    for set in SETS {
        sentences.extend(read_set(set, &arguments.corpora)?);
        credits.push(set.credit);
    }
    let persons = read_persons(&arguments.corpora)?;
    credits.push(PERSONS_CREDIT);
    let path = geodata.join("model/patterns.txt");
    let lines = read(&path)?;
    let fillings = fillings(&gazetteer, &persons, geodata)?;
    let filled = patterns::fill(&lines, &fillings, TIMES, PATTERN_WEIGHT)
        .map_err(|fault| anyhow::anyhow!("{}, {fault}; mend it", path.display()))?;
    sentences.extend(filled);
    credits.push("Dateline's own patterns, filled from GeoNames (CC BY 4.0)");

    let settings = Settings { rounds: arguments.rounds, ..Settings::default() };
    let progress = ProgressBar::new(u64::from(settings.rounds));
    let provenance = format!("Learnt from: {}.", credits.join("; "));
    let mut last = 0.0;
    let model = learn::model(
        &sentences,
        &persons,
        &gazetteer,
        settings,
        provenance,
        &mut |round, likelihood| {
            progress.set_position(u64::from(round) + 1);
            last = likelihood;
        },
    );
    progress.finish_and_clear();
    let out = arguments.out.clone().unwrap_or_else(|| geodata.join("model/tagger.bin"));
    fs::write(&out, &model).with_context(|| format!("cannot write {}", out.display()))?;
    writeln!(
        std::io::stdout(),
        "wrote {} ({} bytes): {} sentences, mean log-likelihood {last:.4}",
        out.display(),
        model.len(),
        sentences.len()
    )?;
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| {
        format!(
            "cannot read {}; geodata/model/README.md says where the sets come from",
            path.display()
        )
    })
}

fn read_set(set: &Set, corpora: &Path) -> Result<Vec<Marked>> {
    let mut sentences = Vec::new();
    for file in set.files {
        let path = corpora.join(set.folder).join(file);
        let read = corpus::sentences(&read(&path)?, set.weight);
        ensure!(
            !read.is_empty(),
            "{} holds no sentence; a word and its label are expected on each line",
            path.display()
        );
        sentences.extend(read);
    }
    Ok(sentences)
}

/// The lists of names, in their usual case.
fn read_persons(corpora: &Path) -> Result<Vec<(Persons, Vec<String>)>> {
    let mut lists = Vec::new();
    for (file, persons) in PERSONS {
        let text = read(&corpora.join(PERSONS_FOLDER).join(file))?;
        let first = text.lines().filter_map(|line| line.split_whitespace().next());
        lists.push((*persons, first.map(usual_case).collect()));
    }
    Ok(lists)
}

/// "SMITH" as "Smith".
fn usual_case(name: &str) -> String {
    let (first, rest) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
    first.to_uppercase() + &rest.to_lowercase()
}

fn fillings(
    gazetteer: &Gazetteer,
    persons: &[(Persons, Vec<String>)],
    geodata: &Path,
) -> Result<Fillings> {
    let of = |wanted: Persons| persons.iter().filter(move |(list, _)| *list == wanted);
    // Of both lists of given names, and most frequent first, as the filling wants it.
    let given =
        |rank: usize| of(Persons::Given).filter_map(move |(_, names)| names.get(rank));
    let given = (0..1_000).flat_map(given).cloned().collect();
    let surnames = of(Persons::Surnames).flat_map(|(_, names)| names.iter().take(15_000));
    let path = geodata.join("curated/demonyms.csv");
    let rows = read(&path)?;
    let demonyms = rows.lines().skip(1).filter_map(|row| {
        let (word, rest) = row.split_once(',')?;
        rest.starts_with("country:").then(|| word.to_owned())
    });
    let (surnames, demonyms) = (surnames.cloned().collect(), demonyms.collect());
    Ok(Fillings::new(gazetteer, given, surnames, demonyms))
}
