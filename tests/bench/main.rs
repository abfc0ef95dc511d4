//! How fast is it? `cargo bench` prints megabytes and look-ups a second.

use std::{hint::black_box, path::Path};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::{
    feature::{Profile, collection},
    gazetteer::Gazetteer,
    geoparse::Geoparser,
    text::Article,
};
use geo::Point;

fn geodata() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata")
}

/// The built-in story and all marked articles, as plain text.
fn stories() -> Vec<String> {
    let mut stories = vec![
        std::fs::read_to_string(geodata().join("example/story.txt")).expect("shipped"),
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    for entry in std::fs::read_dir(folder).expect("the marked articles") {
        let path = entry.expect("readable").path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            stories.push(std::fs::read_to_string(path).expect("readable"));
        }
    }
    stories
}

fn geoparse(criterion: &mut Criterion) {
    let geoparser = Geoparser::open(&geodata()).expect("the committed geodata open");
    let stories = stories();
    let bytes: usize = stories.iter().map(String::len).sum();
    let article = |text: &String| Article { text: text.clone(), ..Article::default() };
    let mut group = criterion.benchmark_group("geoparse");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("mentions and places", |bencher| {
        bencher.iter(|| {
            for story in &stories {
                black_box(geoparser.geoparse(article(story)));
            }
        });
    });
    group.bench_function("to GeoJSON, polygons included", |bencher| {
        bencher.iter(|| {
            for story in &stories {
                let geoparsed = geoparser.geoparse(article(story));
                let map = collection(&geoparser, &geoparsed, None, Profile::Full);
                black_box(map.to_string());
            }
        });
    });
    group.finish();
}

fn gazetteer(criterion: &mut Criterion) {
    let file = geodata().join("world.gaz");
    let gazetteer = Gazetteer::open(&file).expect("the committed gazetteer opens");
    let mut group = criterion.benchmark_group("gazetteer");
    group.bench_function("open", |bencher| {
        bencher.iter(|| black_box(Gazetteer::open(&file).expect("opens")));
    });
    group.bench_function("look up a name", |bencher| {
        bencher.iter(|| black_box(gazetteer.named(black_box("Mount Hermon"))));
    });
    group.bench_function("suggest for a prefix", |bencher| {
        bencher.iter(|| black_box(gazetteer.suggest(black_box("damasc"), 10)));
    });
    group.bench_function("suggest with one letter wrong", |bencher| {
        bencher.iter(|| black_box(gazetteer.suggest(black_box("qunietra"), 10)));
    });
    group.bench_function("nearest five", |bencher| {
        let point = Point::new(35.82, 33.12);
        bencher.iter(|| black_box(gazetteer.nearest(black_box(point), 5, |_| true)));
    });
    group.finish();
}

criterion_group!(benches, geoparse, gazetteer);
criterion_main!(benches);
