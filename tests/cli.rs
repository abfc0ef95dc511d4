//! The shipped program: what it takes, what it says, how it ends.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

/// Runs the program with `stdin` and returns what it gave.
fn dateline(arguments: &[&str], stdin: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .env("DATELINE_GEODATA", Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // It may end before it has read all: that is its answer, not our fault.
    let _ = child.stdin.take().expect("piped").write_all(stdin);
    child.wait_with_output().expect("the program ends")
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

fn names(map: &Value) -> Vec<&str> {
    let features = map["features"].as_array().expect("features");
    features.iter().filter_map(|feature| feature["properties"]["name"].as_str()).collect()
}

#[track_caller]
fn fails_with(arguments: &[&str], stdin: &[u8], words: &[&str]) {
    let output = dateline(arguments, stdin);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    for word in words {
        assert!(
            stderr(&output).contains(word),
            "`{word}` is not in: {}",
            stderr(&output)
        );
    }
    assert!(output.stdout.is_empty(), "an error is no output");
}

#[test]
fn a_story_on_standard_input_comes_out_as_geojson() {
    let output =
        dateline(&["geoparse"], "Floods hit Amman, Jordan, on Monday.".as_bytes());
    assert!(output.status.success(), "{}", stderr(&output));
    let map: Value = serde_json::from_str(stdout(&output)).expect("JSON");
    assert_eq!(names(&map), ["Amman", "Jordan"]);
    assert!(output.stderr.is_empty(), "nothing to complain of");
}

#[test]
fn text_html_json_and_json_lines_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("writable");
        path.to_string_lossy().into_owned()
    };
    let sentence = "The ministers met in Damascus on Tuesday to talk about the harvest.";
    let html = format!(
        "<html><head><title>Talks</title></head><body><nav>Paris London</nav><article>{}</article></body></html>",
        format!("<p>{sentence}</p>").repeat(6)
    );
    let inputs = [
        file("a.txt", sentence),
        file("b.html", &html),
        file(
            "c.json",
            &format!(r#"{{"title":"Talks","text":"{sentence}","date":"2026-01-02"}}"#),
        ),
        file(
            "d.jsonl",
            &format!("{{\"text\":\"{sentence}\"}}\n{{\"text\":\"{sentence}\"}}\n"),
        ),
    ];
    let mut arguments = vec!["geoparse"];
    arguments.extend(inputs.iter().map(String::as_str));
    let output = dateline(&arguments, b"");
    assert!(output.status.success(), "{}", stderr(&output));
    let maps: Vec<Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(maps.len(), 5, "one line a story");
    for map in maps {
        assert_eq!(names(&map), ["Damascus"]);
    }
}

#[test]
fn one_bad_file_does_not_cost_the_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = folder.path().join("good.txt");
    fs::write(&good, "Snow fell on Mount Hermon.").expect("writable");
    let bad = folder.path().join("bad.png");
    fs::write(&bad, b"\x89PNG\r\n\x1a\n\0\0\0\0").expect("writable");
    let out = folder.path().join("maps");
    let output = dateline(
        &[
            "geoparse",
            &bad.to_string_lossy(),
            &good.to_string_lossy(),
            "--out",
            &out.to_string_lossy(),
        ],
        b"",
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("bad.png"), "{}", stderr(&output));
    let map =
        fs::read_to_string(out.join("good.geojson")).expect("the good one was written");
    assert_eq!(names(&serde_json::from_str(&map).expect("JSON")), ["Mount Hermon"]);
}

#[test]
fn what_cannot_be_read_is_refused_with_a_remedy() {
    fails_with(&["geoparse"], b"", &["empty"]);
    fails_with(&["geoparse"], b"  \n\t ", &["empty"]);
    fails_with(
        &["geoparse", "no-such-file.txt"],
        b"",
        &["no-such-file.txt", "see that it exists"],
    );
    fails_with(&["geoparse"], b"\x7fELF\x02\x01\x01\0\0\0\0\0", &["text"]);
    fails_with(&["geoparse"], br#"{"text": "Paris", "#, &["line 1"]);
}

#[test]
fn other_encodings_are_converted() {
    let latin1 =
        b"Le pr\xe9sident est all\xe9 \xe0 Orl\xe9ans, puis \xe0 Besan\xe7on, en France.";
    let output = dateline(&["geoparse"], latin1);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stdout(&output).contains("Orléans"), "{}", stdout(&output));
}

#[test]
fn a_gazetteer_of_another_version_is_refused_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("world.gaz");
    let mut bytes = b"DATEGAZ\n".to_vec();
    bytes.extend(99_u32.to_le_bytes());
    bytes.resize(4096, 0);
    fs::write(&file, bytes).expect("writable");
    let geodata = folder.path().to_string_lossy().into_owned();
    fails_with(
        &["gazetteer", "info", "--geodata", &geodata],
        b"",
        &["world.gaz", "version 99", "dateline gazetteer build"],
    );
    fails_with(
        &["gazetteer", "info", "--geodata", "/no/such/folder"],
        b"",
        &["/no/such/folder", "--geodata"],
    );
}

#[test]
fn places_are_looked_up_by_name_and_by_id() {
    let output = dateline(&["gazetteer", "lookup", "Jabal al-Shaykh"], b"");
    assert!(stdout(&output).contains("curated:mount-hermon"), "{}", stdout(&output));
    let output = dateline(&["gazetteer", "lookup", "geonames:250441"], b"");
    assert!(stdout(&output).contains("Amman"), "{}", stdout(&output));
    fails_with(&["gazetteer", "lookup", "Qwertzuiop"], b"", &["Qwertzuiop"]);
}

#[test]
fn wrong_usage_ends_with_two() {
    assert_eq!(dateline(&["geoparse", "--no-such-flag"], b"").status.code(), Some(2));
    assert_eq!(dateline(&[], b"").status.code(), Some(2));
    assert!(dateline(&["--help"], b"").status.success());
}

#[test]
#[expect(
    clippy::print_stderr,
    reason = "whoever runs the tests must hear what was not tested"
)]
fn gdal_opens_a_flat_map_with_its_properties() {
    let ogrinfo = |arguments: &[&str]| Command::new("ogrinfo").args(arguments).output();
    if ogrinfo(&["--version"]).is_err() {
        assert!(std::env::var_os("CI").is_none(), "install gdal-bin: ogrinfo is missing");
        eprintln!("not tested: ogrinfo (gdal-bin) is not installed");
        return;
    }
    let output =
        dateline(&["geoparse", "--flat"], b"The ferry left Piraeus for southern Syria.");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("map.geojson");
    fs::write(&file, &output.stdout).expect("writable");
    let told = ogrinfo(&["-al", &file.to_string_lossy()]).expect("ogrinfo runs");
    let told = String::from_utf8_lossy(&told.stdout);
    for words in [
        "Feature Count: 2",
        "name (String) = Piraeus",
        "kind (String) = relational",
        "POLYGON",
        "POINT",
    ] {
        assert!(told.contains(words), "`{words}` is not in:\n{told}");
    }
}
