//! Marked articles: what the pipeline must find, written into the text itself.
//!
//! ```text
//! --- a government is not its capital ---
//! [Jakarta](geonames:1642911) flooded on Monday. [Jakarta](geonames:1642911~) denied any delay.
//! ```
//!
//! `~` marks an associative use, `?` a mention that must be left open, and
//! `relational:south geonames:163843` a part of a place. What is unmarked must
//! not be found. A case headed `--- open: … ---` is known to fail: it must go on
//! failing, or lose the word.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::LazyLock,
};

use dateline::{
    footprint::adjective,
    geoparse::Geoparser,
    mention::{Reference, Relation, Role},
    resolve::Resolution,
    text::Article,
};

/// Opened once for all tests.
pub(crate) static GEOPARSER: LazyLock<Geoparser> = LazyLock::new(|| {
    let geodata = Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata");
    Geoparser::open(&geodata).expect("the committed geodata open")
});

/// One marked article.
struct Case {
    file: String,
    title: String,
    is_open: bool,
    marked: String,
}

#[test]
fn every_marked_article_comes_out_as_marked() {
    let cases = cases();
    assert!(60 <= cases.len(), "only {} cases were read", cases.len());
    let (mut report, mut held) = (String::new(), 0);
    for case in &cases {
        let plain = plain(&case.marked);
        let found = mark(&plain);
        let holds = found == case.marked;
        held += usize::from(holds);
        match (holds, case.is_open) {
            (true, true) => {
                report += &format!(
                    "\n{}: `{}` holds now: drop `open:`\n",
                    case.file, case.title
                );
            }
            (false, false) => {
                report += &format!(
                    "\n{}: {}\n- {}\n+ {found}\n",
                    case.file, case.title, case.marked
                );
            }
            _ => {}
        }
    }
    assert!(report.is_empty(), "{held} of {} hold{report}", cases.len());
}

/// Whole stories are read nearly as a person would: of the marks that people
/// made, and of those that the program made, this share is the same in words,
/// place and role.
const LEAST_AGREEMENT: f64 = 0.85;

#[test]
fn whole_stories_are_read_nearly_as_marked() {
    let (mut agreed, mut wanted, mut found) = (0, 0, 0);
    for case in read("tests/articles/stories") {
        let (by_people, by_program) =
            (marks(&case.marked), marks(&mark(&plain(&case.marked))));
        agreed += by_people.intersection(&by_program).count();
        wanted += by_people.len();
        found += by_program.len();
    }
    assert!(150 < wanted, "only {wanted} marks were read");
    let agreement = 2.0 * agreed as f64 / (wanted + found) as f64;
    assert!(
        LEAST_AGREEMENT <= agreement,
        "{agreed} marks agree, of {wanted} by people and {found} by the program: {agreement:.3}"
    );
}

/// The marks of a text: where in the plain text, and with what.
fn marks(marked: &str) -> BTreeSet<(usize, String)> {
    let (mut marks, mut at, mut rest) = (BTreeSet::new(), 0, marked);
    while let Some((before, after)) = rest.split_once('[') {
        let (name, after) = after.split_once("](").expect("a mark is [name](id)");
        let (target, after) = after.split_once(')').expect("a mark is [name](id)");
        at += before.len();
        marks.insert((at, target.to_owned()));
        at += name.len();
        rest = after;
    }
    marks
}

/// The marked articles without their marks.
pub(crate) fn plain_articles() -> Vec<String> {
    cases().iter().map(|case| plain(&case.marked)).collect()
}

fn cases() -> Vec<Case> {
    read("tests/articles")
}

/// The cases of all files in `folder`, in the order of their names.
fn read(folder: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the articles are there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("readable");
        let file = path.file_name().expect("a name").to_string_lossy().into_owned();
        for piece in text
            .split("\n--- ")
            .flat_map(|piece| piece.strip_prefix("--- ").or(Some(piece)))
        {
            let Some((title, marked)) = piece.split_once(" ---\n") else { continue };
            let is_open = title.starts_with("open: ");
            cases.push(Case {
                file: file.clone(),
                title: title.to_owned(),
                is_open,
                marked: marked.trim().to_owned(),
            });
        }
    }
    cases
}

/// The text without its marks.
fn plain(marked: &str) -> String {
    let (mut plain, mut rest) = (String::new(), marked);
    while let Some((before, after)) = rest.split_once('[') {
        let (name, after) = after.split_once("](").expect("a mark is [name](id)");
        let (_, after) = after.split_once(')').expect("a mark is [name](id)");
        plain += before;
        plain += name;
        rest = after;
    }
    plain + rest
}

/// What the pipeline finds, marked in the text.
fn mark(plain: &str) -> String {
    let article = Article { text: plain.to_owned(), ..Article::default() };
    let geoparsed = GEOPARSER.geoparse(article);
    let mut marks: BTreeMap<usize, (usize, String)> = BTreeMap::new();
    let mut covered = 0;
    for (at, mention) in geoparsed.mentions.iter().enumerate() {
        if mention.span.start() < covered {
            continue;
        }
        let id = |at: usize| match &geoparsed.resolutions[at] {
            Resolution::Resolved { chosen, .. } => {
                GEOPARSER.gazetteer().place(chosen.place).id().to_string()
            }
            _ => "?".to_owned(),
        };
        let target = match &mention.reference {
            Reference::ReferenceLine { layer } => format!("layer:{layer}"),
            Reference::Relational(Relation::Part(part)) => {
                format!("relational:{} {}", word(adjective(*part)), id(at + 1))
            }
            _ => id(at),
        };
        let tilde =
            if mention.role == Role::Associative && target != "?" { "~" } else { "" };
        marks.insert(
            mention.span.start(),
            (mention.span.end(), format!("{target}{tilde}")),
        );
        covered = mention.span.end();
    }
    let (mut out, mut from) = (String::new(), 0);
    for (start, (end, target)) in marks {
        out += &plain[from..start];
        out += &format!("[{}]({target})", &plain[start..end]);
        from = end;
    }
    out + &plain[from..]
}

/// "southern" as the marks write it: "south".
fn word(adjective: &str) -> String {
    match adjective {
        "central" => "centre".to_owned(),
        other => other.trim_end_matches("ern").replace('-', ""),
    }
}
