//! The house rules that no compiler knows.
//!
//! Read as text, without understanding Rust: good enough to stop a slip, not
//! someone who means it. `super::super` would escape, so it is forbidden.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The rooms, in the order in which data flows through them. A room imports
/// only what stands before it.
const ORDER: &[&str] = &[
    "text",
    "gazetteer",
    "mention",
    "resolve",
    "footprint",
    "layer",
    "geoparse",
    "feature",
    "annotation",
    "evaluate",
    "build",
    "store",
    "http",
    "cli",
    "main",
];

/// A crate, and the only rooms that may name it.
const FOREIGN: &[(&str, &[&str])] = &[
    ("clap::", &["cli"]),
    ("geojson::", &["layer", "feature", "annotation"]),
    ("rusqlite::", &["store", "build"]),
    ("warp::", &["http"]),
];

/// Names that say nothing about what is inside.
const VAGUE: &[&str] = &["common", "helpers", "manager", "models", "types", "util"];

/// Lines of a file, its tests not counted, above which it must say why.
const LONG: usize = 400;

#[test]
fn a_room_imports_only_rooms_before_it() {
    check(|file| {
        let Some(here) = ORDER.iter().position(|room| *room == file.room) else {
            return vec![format!("give `{}` its place in ORDER", file.room)];
        };
        let later = |there: &String| {
            ORDER.iter().position(|room| room == there).is_some_and(|at| here < at)
        };
        let mut faults: Vec<String> = rooms_named(&file.code)
            .into_iter()
            .filter(later)
            .map(|there| format!("{} must not import {there}", file.room))
            .collect();
        if file.code.contains("super::super") {
            faults.push("super::super: say crate::".into());
        }
        faults
    });
}

#[test]
fn a_foreign_crate_is_named_in_its_own_room() {
    check(|file| {
        let stray = |(name, rooms): &&(&str, &[&str])| {
            file.code.contains(name) && !rooms.contains(&file.room.as_str())
        };
        let faults = FOREIGN.iter().filter(stray);
        faults.map(|(name, rooms)| format!("{name} belongs to {rooms:?}")).collect()
    });
}

#[test]
fn a_long_file_says_why_and_no_file_is_named_vaguely() {
    check(|file| {
        let mut faults = Vec::new();
        let (code, _tests) =
            file.text.split_once("#[cfg(test)]").unwrap_or((&file.text, ""));
        let lines = code.lines().count();
        if LONG < lines && !file.text.contains("//! Long because") {
            faults.push(format!("{lines} lines: split it, or say `//! Long because: …`"));
        }
        let stem = file.path.file_stem().expect("a name").to_string_lossy();
        if VAGUE.contains(&&*stem) {
            faults.push(format!("`{stem}` says nothing about what is inside"));
        }
        faults
    });
}

struct File {
    room: String,
    path: PathBuf,
    text: String,
    /// The text without its comment lines.
    code: String,
}

#[track_caller]
fn check(faults_of: impl Fn(&File) -> Vec<String>) {
    let mut report = String::new();
    for file in files() {
        for fault in faults_of(&file) {
            report += &format!("\n  src/{}: {fault}", file.path.display());
        }
    }
    assert!(report.is_empty(), "{report}");
}

/// The rooms named after `crate::`, also in `use crate::{a::{b, c}, d}`.
fn rooms_named(code: &str) -> Vec<String> {
    let first_word = |path: &str| -> String {
        let path = path.trim_start();
        path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let mut named = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let Some(group) = rest.strip_prefix('{') else {
            named.push(first_word(rest));
            continue;
        };
        let (mut depth, mut item) = (0, String::new());
        for c in group.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => named.push(first_word(&std::mem::take(&mut item))),
                _ => (),
            }
            if c != ',' || depth != 0 {
                item.push(c);
            }
        }
        named.push(first_word(&item));
    }
    named
}

fn files() -> Vec<File> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut paths, mut files) = (vec![src.clone()], Vec::new());
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("readable");
            paths.extend(entries.map(|entry| entry.expect("readable").path()));
            continue;
        }
        let path_in_src = path.strip_prefix(&src).expect("under src").to_owned();
        let first = path_in_src.iter().next().expect("a name").to_string_lossy();
        let room = first.trim_end_matches(".rs").to_owned();
        if room == "lib" || path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("readable");
        let is_code = |line: &&str| !line.trim_start().starts_with("//");
        let code = text.lines().filter(is_code).collect::<Vec<_>>().join("\n");
        files.push(File { room, path: path_in_src, text, code });
    }
    files
}

#[test]
fn groups_and_nested_groups_are_read() {
    let code = "use crate::{\n    text::{Span, http},\n    mention,\n};\nlet x = crate::store::open();";
    assert_eq!(rooms_named(code), ["text", "mention", "", "store"]);
}
