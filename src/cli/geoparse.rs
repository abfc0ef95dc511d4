//! `dateline geoparse`: stories in, GeoJSON out.

use std::{
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;
use clap::Args;
use dateline::{
    feature::{Profile, collection},
    geoparse::Geoparser,
    text::{
        Article,
        read::{Hint, articles},
    },
};
use indicatif::{ProgressBar, ProgressStyle};

#[derive(Args)]
pub(super) struct Arguments {
    /// Stories: text, HTML, JSON or JSON lines; `-` or nothing reads standard input
    files: Vec<PathBuf>,
    /// Scalars only, as GDAL and QGIS like them
    #[arg(long)]
    flat: bool,
    /// Write one GeoJSON file a story into this folder instead of standard output
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Reads every story and writes its places. One story gives one GeoJSON
/// document; of several each is a line of its own.
pub(super) fn run(arguments: &Arguments, geodata: &Path) -> anyhow::Result<()> {
    let geoparser = Geoparser::open(geodata)?;
    let profile = if arguments.flat { Profile::Flat } else { Profile::Full };
    if let Some(folder) = &arguments.out {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let stdin = [PathBuf::from("-")];
    let files = if arguments.files.is_empty() { &stdin[..] } else { &arguments.files };
    let progress = progress(files.len());
    let mut failed = 0;
    for file in files {
        let done = geoparse(file, &geoparser, profile, arguments.out.as_deref());
        match done {
            Err(error) if super::is_broken_pipe(&error) => return Err(error),
            // One bad file must not cost the others their maps.
            Err(error) if 1 < files.len() => {
                failed += 1;
                let error = error.context(file.display().to_string());
                progress.suspend(|| super::complain(&error));
            }
            Err(error) => return Err(error.context(file.display().to_string())),
            Ok(()) => {}
        }
        progress.inc(1);
    }
    progress.finish_and_clear();
    anyhow::ensure!(failed == 0, "{failed} of {} files could not be read", files.len());
    Ok(())
}

fn geoparse(
    file: &Path,
    geoparser: &Geoparser,
    profile: Profile,
    folder: Option<&Path>,
) -> anyhow::Result<()> {
    let is_stdin = file == Path::new("-");
    let bytes = if is_stdin {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes)?;
        bytes
    } else {
        fs::read(file).context("cannot read it; see that it exists and may be read")?
    };
    let hint = if is_stdin { Hint::Unknown } else { Hint::from_path(file) };
    for (number, article) in articles(&bytes, hint).enumerate() {
        let document = document(geoparser, article?, profile);
        let Some(folder) = folder else {
            writeln!(io::stdout(), "{document}")?;
            continue;
        };
        let stem = file.file_stem().filter(|_| !is_stdin).map_or_else(
            || "story".to_owned(),
            |stem| stem.to_string_lossy().into_owned(),
        );
        let name = if number == 0 { stem } else { format!("{stem}-{}", number + 1) };
        let path = folder.join(format!("{name}.geojson"));
        fs::write(&path, document)
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

fn document(geoparser: &Geoparser, article: Article, profile: Profile) -> String {
    collection(geoparser, &geoparser.geoparse(article), None, profile).to_string()
}

/// A bar on the terminal where there is more than one file to wait for.
fn progress(files: usize) -> ProgressBar {
    if files < 2 {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} files, {eta} left");
    ProgressBar::new(files as u64)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
