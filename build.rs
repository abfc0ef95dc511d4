//! Which page does the program carry? The built one in `web/dist`, or a notice
//! that it has not been built.
//!
//! This never runs npm: cargo must work without Node and without a network. The
//! Makefile builds the page first, then this finds it.

use std::{env, error::Error, fs, path::Path};

/// What the server shows at `/` when the page was not built.
const NOTICE: &str = "<!doctype html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<title>Dateline: the page is not built</title>
<h1>The page is not built</h1>
<p>This server works, but it was compiled without its page.
Run <code>make</code> in the source folder (it needs Node and npm), then start
<code>dateline serve</code> again.</p>
<p>The API is here all the same: <a href=\"/openapi.json\">/openapi.json</a>,
<a href=\"/layers\">/layers</a>, <a href=\"/collections\">/collections</a>.</p>
</html>
";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let built = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("web/dist");
    if built.join("index.html").is_file() {
        println!("cargo::rerun-if-changed=web/dist");
        println!("cargo::rustc-env=DATELINE_PAGE={}", built.display());
        return Ok(());
    }
    println!("cargo::rerun-if-changed=web");
    let notice = Path::new(&env::var("OUT_DIR")?).join("page");
    fs::create_dir_all(&notice)?;
    fs::write(notice.join("index.html"), NOTICE)?;
    println!("cargo::rustc-env=DATELINE_PAGE={}", notice.display());
    Ok(())
}
