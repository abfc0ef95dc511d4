//! `dateline layers|footprints|basemap build`: makes shipped files anew.

use std::{
    env,
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use dateline::build::sources::{self, Sources};

/// What can be done with a shipped file.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make it anew from the packages that sources.toml pins.
    Build(Making),
}

/// Where the sources are and where the result goes.
#[derive(Args, Debug)]
pub(crate) struct Making {
    /// The folder with sources.toml, where the result goes.
    #[arg(long, env = "DATELINE_GEODATA", default_value = "geodata")]
    pub(crate) geodata: PathBuf,
    /// The folder where fetched packages are kept [default: the user's cache].
    #[arg(long, env = "DATELINE_CACHE")]
    pub(crate) cache: Option<PathBuf>,
}

impl Making {
    /// The pinned packages.
    pub(crate) fn sources(&self) -> Result<Sources> {
        let cache = self.cache.clone().unwrap_or_else(default_cache);
        Ok(Sources::open(&self.geodata.join("sources.toml"), &cache)?)
    }

    /// Writes `bytes` to the file `name` of the geodata folder and says so.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.geodata.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).with_context(|| {
                format!("cannot make the folder {}", parent.display())
            })?;
        }
        // Beside it first: whoever has the old file mapped keeps reading the old.
        let half = path.with_extension("new");
        std::fs::write(&half, bytes)
            .and_then(|()| std::fs::rename(&half, &path))
            .with_context(|| format!("cannot write {}", path.display()))?;
        report(&path, bytes.len())
    }
}

/// Says which file was written, how big it is, and its sha256.
fn report(path: &Path, bytes: usize) -> Result<()> {
    let sum = sources::sha256(path)?;
    writeln!(io::stdout(), "wrote {} ({bytes} bytes, sha256 {sum})", path.display())?;
    Ok(())
}

fn default_cache() -> PathBuf {
    let home = || env::var_os("HOME").map(|home| Path::new(&home).join(".cache"));
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(home);
    cache.unwrap_or_else(env::temp_dir).join("dateline")
}
