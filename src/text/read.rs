//! How does a story come in? As plain text, as a web page, or as JSON.
//!
//! Bytes in, an [`Article`] out. The caller limits the size of what it hands
//! over.

use std::path::Path;

use serde_json::Value;

use super::{Article, decode, html};

/// What the bytes are believed to be.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Hint {
    /// Plain text.
    Plain,
    /// A web page.
    Html,
    /// A JSON object with `text`, or several: an array, or one a line.
    Json,
    /// To be seen from the bytes.
    #[default]
    Unknown,
}

impl Hint {
    /// The hint that a file's name gives.
    #[must_use]
    pub fn from_path(path: &Path) -> Hint {
        let extension = path.extension().and_then(|extension| extension.to_str());
        match extension.unwrap_or_default().to_ascii_lowercase().as_str() {
            "txt" | "text" | "md" => Hint::Plain,
            "html" | "htm" | "xhtml" => Hint::Html,
            "json" | "jsonl" | "ndjson" => Hint::Json,
            _ => Hint::Unknown,
        }
    }

    /// The hint and the charset in an HTTP `Content-Type`, such as
    /// `text/html; charset=iso-8859-1`.
    #[must_use]
    pub fn from_media_type(media_type: &str) -> (Hint, Option<String>) {
        let mut parts = media_type.split(';').map(str::trim);
        let essence = parts.next().unwrap_or_default().to_ascii_lowercase();
        let hint = match essence.as_str() {
            "text/plain" | "text/markdown" => Hint::Plain,
            "text/html" | "application/xhtml+xml" => Hint::Html,
            "application/x-ndjson" | "application/jsonl" => Hint::Json,
            json if json == "application/json" || json.ends_with("+json") => Hint::Json,
            _ => Hint::Unknown,
        };
        let charset = parts.find_map(|part| {
            let (key, value) = part.split_once('=')?;
            key.trim().eq_ignore_ascii_case("charset").then_some(value)
        });
        let charset = charset.map(|label| label.trim().trim_matches('"').to_owned());
        (hint, charset.filter(|label| !label.is_empty()))
    }
}

/// Why a story could not be read.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nothing but white space.
    #[error("there is nothing to read: the text is empty; give the story's words")]
    Empty,
    /// The bytes are no text.
    #[error("this is {found}, not text; {remedy}")]
    NotText {
        /// What the bytes look like.
        found: &'static str,
        /// What to do about it.
        remedy: &'static str,
    },
    /// The charset that came with the bytes has no known name.
    #[error("no charset is named \"{label}\"; send UTF-8, or leave the charset out")]
    Charset {
        /// The name as it came.
        label: String,
    },
    /// The JSON is broken.
    #[error("the JSON is broken at line {line}, column {column}: {problem}; {SHAPE}")]
    Json {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the parser says.
        problem: String,
    },
    /// The JSON is whole, and no article.
    #[error("line {line} of the JSON is no article: {problem}; {SHAPE}")]
    Shape {
        /// Line where the value begins, from 1.
        line: usize,
        /// What is wrong.
        problem: String,
    },
}

/// The remedy for JSON that cannot be read.
const SHAPE: &str = "an article is an object such as \
    {\"title\": \"…\", \"text\": \"…\", \"url\": \"…\", \"date\": \"…\"}, of which only text must be there";

/// The fields of JSON that may hold the story, best first.
const BODIES: &[&str] = &["text", "body", "content", "html"];

/// Reads the one article that `bytes` hold.
///
/// # Errors
///
/// [`Error`] if the bytes are no text, empty, or no article.
pub fn article(bytes: &[u8], hint: Hint) -> Result<Article, Error> {
    article_in(bytes, hint, None)
}

/// As [`article`], with the charset that came with the bytes.
///
/// # Errors
///
/// As [`article`], and if the charset is unknown.
pub fn article_in(
    bytes: &[u8],
    hint: Hint,
    charset: Option<&str>,
) -> Result<Article, Error> {
    let mut articles = read(bytes, hint, charset)?;
    match articles.len() {
        1 => articles.swap_remove(0),
        0 => Err(Error::Empty),
        count => Err(Error::Shape {
            line: 1,
            problem: format!("{count} articles came where one was expected"),
        }),
    }
}

/// Reads all articles that `bytes` hold: JSON may hold several, in an array or
/// one a line; text and HTML are one. One that cannot be read does not keep the
/// others from being read.
pub fn articles(
    bytes: &[u8],
    hint: Hint,
) -> impl Iterator<Item = Result<Article, Error>> + use<> {
    read(bytes, hint, None).unwrap_or_else(|error| vec![Err(error)]).into_iter()
}

fn read(
    bytes: &[u8],
    hint: Hint,
    charset: Option<&str>,
) -> Result<Vec<Result<Article, Error>>, Error> {
    let text = decode::text(bytes, charset)?;
    let text = &*text;
    if text.trim().is_empty() {
        return Err(Error::Empty);
    }
    let hint = if hint == Hint::Unknown { sniff(text) } else { hint };
    Ok(match hint {
        Hint::Html => vec![from_html(text)],
        Hint::Json => from_json(text),
        Hint::Plain | Hint::Unknown => {
            vec![whole(Article { text: text.to_owned(), ..Article::default() })]
        }
    })
}

/// What `text` looks like, from its beginning.
fn sniff(text: &str) -> Hint {
    let text = text.trim_start();
    let head: String = text.chars().take(512).collect::<String>().to_ascii_lowercase();
    let opens_object = || {
        let inside =
            text.strip_prefix('[').unwrap_or(text).trim_start().strip_prefix('{');
        inside.is_some_and(|rest| rest.trim_start().starts_with('"'))
    };
    if opens_object() {
        return Hint::Json;
    }
    let is_page =
        ["<!doctype html", "<html", "<head", "<body", "<article", "<p>", "<div"];
    match head.starts_with('<') && is_page.iter().any(|tag| head.contains(tag)) {
        true => Hint::Html,
        false => Hint::Plain,
    }
}

fn page(text: &str) -> Result<html::Page, Error> {
    if html::is_too_deep(text) {
        let found = "a web page whose elements are nested too deeply";
        return Err(Error::NotText { found, remedy: "give its words as plain text" });
    }
    Ok(html::page(text))
}

fn from_html(text: &str) -> Result<Article, Error> {
    let page = page(text)?;
    whole(Article { title: page.title, text: page.text, url: page.url, date: page.date })
}

fn from_json(text: &str) -> Vec<Result<Article, Error>> {
    let broken = match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(values)) => {
            return values.into_iter().map(|value| from_value(value, 1)).collect();
        }
        Ok(value) => return vec![from_value(value, 1)],
        Err(error) => error,
    };
    let lines = || text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let one_a_line = |line: &str| serde_json::from_str::<Value>(line).is_ok();
    if lines().count() < 2 || !lines().next().is_some_and(|(_, line)| one_a_line(line)) {
        return vec![Err(json_error(&broken, 0))];
    }
    lines()
        .map(|(before, line)| match serde_json::from_str(line) {
            Ok(value) => from_value(value, before + 1),
            Err(error) => Err(json_error(&error, before)),
        })
        .collect()
}

fn json_error(error: &serde_json::Error, lines_before: usize) -> Error {
    let problem = error.to_string();
    let problem = problem.split(" at line ").next().unwrap_or_default().to_owned();
    Error::Json { line: lines_before + error.line(), column: error.column(), problem }
}

fn from_value(value: Value, line: usize) -> Result<Article, Error> {
    let shape = |problem: String| Error::Shape { line, problem };
    let Value::Object(mut fields) = value else {
        return Err(shape("it is no object".to_owned()));
    };
    let mut string = |name: &str| match fields.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(value)) => Ok(Some(value)),
        Some(Value::Number(value)) if name == "date" => Ok(Some(value.to_string())),
        Some(_) => Err(shape(format!("its {name} is no string"))),
    };
    let mut body = None;
    for name in BODIES {
        if body.is_none() {
            body = string(name)?.map(|value| (*name, value));
        }
    }
    let Some((name, body)) = body else {
        return Err(shape("it has no text".to_owned()));
    };
    let (title, url, date) = (string("title")?, string("url")?, string("date")?);
    let is_html = name == "html" || name != "text" && sniff(&body) == Hint::Html;
    let page = match is_html {
        true => page(&body)?,
        false => html::Page { text: body, ..html::Page::default() },
    };
    whole(Article {
        title: title.or(page.title),
        text: page.text,
        url: url.or(page.url),
        date: date.or(page.date),
    })
}

/// The article as the rest of the program wants it: clean, headline first, never
/// empty.
fn whole(article: Article) -> Result<Article, Error> {
    let text = clean(&article.text);
    let one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let filled = |text: &String| !text.is_empty();
    let title = article.title.map(|title| one_line(clean(&title))).filter(filled);
    let text = match &title {
        Some(title) if text.is_empty() => title.clone(),
        Some(title) if !begins_with(&text, title) => format!("{title}\n\n{text}"),
        _ => text,
    };
    if text.is_empty() {
        return Err(Error::Empty);
    }
    let url = article.url.map(|url| url.trim().to_owned()).filter(filled);
    let date = article.date.map(|date| iso_date(date.trim())).filter(filled);
    Ok(Article { title, text, url, date })
}

/// Whether `text` begins with the words of `title`.
fn begins_with(text: &str, title: &str) -> bool {
    let mut words = text.split_whitespace();
    title.split_whitespace().all(|word| {
        words.next().is_some_and(|other| other.to_lowercase() == word.to_lowercase())
    })
}

/// Without control characters, with `\n` for every line end, trimmed.
fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                characters.next_if_eq(&'\n');
                cleaned.push('\n');
            }
            '\n' | '\t' => cleaned.push(character),
            '\u{2028}' | '\u{2029}' | '\u{85}' => cleaned.push('\n'),
            '\u{feff}' => {}
            other if other.is_control() => {}
            other => cleaned.push(other),
        }
    }
    let blank_end = cleaned.trim_end().len();
    cleaned.truncate(blank_end);
    let blank_start = cleaned.len() - cleaned.trim_start().len();
    cleaned.drain(..blank_start);
    cleaned
}

/// `date` in ISO 8601 if it is in a form that can be read, else as it is.
fn iso_date(date: &str) -> String {
    use jiff::{Timestamp, civil, fmt::rfc2822};
    if date.parse::<Timestamp>().is_ok() || date.parse::<civil::Date>().is_ok() {
        return date.to_owned();
    }
    if let Ok(zoned) = rfc2822::parse(date) {
        return zoned.timestamp().to_string();
    }
    let formats = ["%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y"];
    let read = |format: &&str| civil::Date::strptime(format, date).ok();
    formats.iter().find_map(read).map_or_else(|| date.to_owned(), |date| date.to_string())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::{any, proptest};

    use super::{Error, Hint, article, articles};

    #[test]
    fn a_title_becomes_the_first_paragraph_unless_it_is_there_already() {
        let json = br#"{"title": "Talks in Paris", "text": "PARIS (AP)\r\nThey met."}"#;
        let read = article(json, Hint::Unknown).unwrap();
        assert_eq!(read.text, "Talks in Paris\n\nPARIS (AP)\nThey met.");
        let json =
            br#"{"title": "Talks in Paris", "text": "Talks in\nParis\n\nThey met."}"#;
        assert_eq!(
            article(json, Hint::Json).unwrap().text,
            "Talks in\nParis\n\nThey met."
        );
    }

    #[test]
    fn dates_are_brought_into_one_form_where_they_can_be_read() {
        let date = |date: &str| {
            let json = format!(r#"{{"text": "x", "date": "{date}"}}"#);
            article(json.as_bytes(), Hint::Json).unwrap().date.unwrap()
        };
        assert_eq!(date("March 31, 2018"), "2018-03-31");
        assert_eq!(date("Sat, 31 Mar 2018 14:36:00 +0000"), "2018-03-31T14:36:00Z");
        assert_eq!(date("2018-03-31"), "2018-03-31");
        assert_eq!(date("last Tuesday"), "last Tuesday");
    }

    #[test]
    fn lines_of_json_are_articles_and_a_broken_one_spoils_no_other() {
        let lines =
            b"{\"text\": \"Amman\"}\n\n{\"text\": \n{\"body\": \"Paris\"}\n{\"a\": 1}";
        let read: Vec<_> = articles(lines, Hint::Json).collect();
        assert_eq!(read.len(), 4);
        assert_eq!(read[0].as_ref().unwrap().text, "Amman");
        assert!(matches!(read[1], Err(Error::Json { line: 3, .. })), "{:?}", read[1]);
        assert_eq!(read[2].as_ref().unwrap().text, "Paris");
        assert!(matches!(read[3], Err(Error::Shape { line: 5, .. })));
    }

    #[test]
    fn broken_json_says_where_and_what_was_expected() {
        let error =
            article(b"{\"text\": \"Amman\",\n  oops}", Hint::Unknown).unwrap_err();
        let error = error.to_string();
        assert!(
            error.contains("line 2, column 3") && error.contains("\"text\""),
            "{error}"
        );
    }

    #[test]
    fn nothing_is_refused() {
        assert_eq!(article(b" \n\t", Hint::Plain), Err(Error::Empty));
        assert_eq!(article(b"{\"text\": \"  \"}", Hint::Json), Err(Error::Empty));
        assert_eq!(article(b"<html><body></body></html>", Hint::Html), Err(Error::Empty));
    }

    #[test]
    fn hints_come_from_names_and_media_types() {
        assert_eq!(Hint::from_path(Path::new("a/story.HTM")), Hint::Html);
        assert_eq!(Hint::from_path(Path::new("story")), Hint::Unknown);
        let (hint, charset) = Hint::from_media_type("text/HTML; charset=\"iso-8859-1\"");
        assert_eq!((hint, charset.as_deref()), (Hint::Html, Some("iso-8859-1")));
        assert_eq!(Hint::from_media_type("application/problem+json"), (Hint::Json, None));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in any::<Vec<u8>>(), html in ".{0,200}") {
            for hint in [Hint::Plain, Hint::Html, Hint::Json, Hint::Unknown] {
                if let Ok(read) = article(&bytes, hint) {
                    assert!(!read.text.trim().is_empty() && !read.text.contains('\r'));
                }
                let _ = article(format!("<p>{html}<b>{html}").as_bytes(), hint);
            }
        }
    }
}
