//! Which part of a web page is the story?
//!
//! The page's article as a reader mode would show it; all its visible text where
//! none can be told apart.

use dom_smoothie::{Config, Readability, TextMode};

/// The parts of a web page that count.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) title: Option<String>,
    pub(super) text: String,
    pub(super) url: Option<String>,
    pub(super) date: Option<String>,
}

/// Elements inside each other, more than which no page of a newspaper has. What
/// reads pages takes time that grows with the square of it.
const DEEPEST: usize = 1_000;

/// Elements that need no end tag, so that their beginnings say nothing about depth.
const UNCLOSED: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link",
    "meta", "option", "p", "source", "td", "th", "tr", "track", "wbr",
];

/// Whether elements lie so deep inside each other that the page is an attack or
/// an accident.
pub(super) fn is_too_deep(html: &str) -> bool {
    let mut depth = 0_usize;
    for tag in html.split('<').skip(1) {
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
            continue;
        }
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        let name = &tag[..end];
        let unclosed = || UNCLOSED.iter().any(|known| name.eq_ignore_ascii_case(known));
        if !name.is_empty() && !unclosed() {
            depth += 1;
        }
        if DEEPEST < depth {
            return true;
        }
    }
    false
}

/// Elements that hold no words of the story.
const UNSEEN: &str = "script, style, noscript, template, svg, head, nav, iframe, form";

/// Shorter than this, what reader mode found is not trusted to be all of it.
const ARTICLE_CHARS: usize = 200;

/// Reads `html`. A page with no words gives an empty text.
pub(super) fn page(html: &str) -> Page {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let Ok(reader) = Readability::new(html, None, Some(config)) else {
        return Page::default();
    };
    let metadata = reader.get_article_metadata(reader.parse_json_ld());
    let heading = reader.doc.select_single("h1").text();
    let visible = {
        reader.doc.select(UNSEEN).remove();
        tidy(&reader.doc.formatted_text())
    };
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let found = Readability::new(html, None, Some(config))
        .and_then(|mut reader| reader.parse())
        .map(|article| (article.title, tidy(&article.text_content)));
    let (title, text) = match found {
        Ok((title, text))
            if ARTICLE_CHARS <= text.len() || visible.len() < 2 * text.len() =>
        {
            (title, text)
        }
        Ok((title, _)) => (title, visible),
        Err(_) => (metadata.title.clone(), visible),
    };
    let title = headline(&title, &tidy(&heading));
    Page { title, text, url: metadata.url, date: metadata.published_time }
}

/// The page's title without the name of the site, if its heading shows where
/// that begins.
fn headline(title: &str, heading: &str) -> Option<String> {
    let title = title.trim();
    let heading = heading.split('\n').next().unwrap_or_default().trim();
    if !heading.is_empty() && title.starts_with(heading) {
        return Some(heading.to_owned());
    }
    let best = if title.is_empty() { heading } else { title };
    (!best.is_empty()).then(|| best.to_owned())
}

/// Lines without space around them, paragraphs parted by one blank line.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut blank = true;
    for line in text.lines() {
        let mut words = line.split_whitespace().peekable();
        if words.peek().is_none() {
            if !blank {
                tidied.push('\n');
            }
            blank = true;
            continue;
        }
        for (index, word) in words.enumerate() {
            if 0 < index {
                tidied.push(' ');
            }
            tidied.push_str(word);
        }
        tidied.push('\n');
        blank = false;
    }
    tidied.truncate(tidied.trim_end().len());
    tidied
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn paragraphs_of_the_article_stay_apart_and_the_menu_goes() {
        let long =
            "Officials met for talks that were described as constructive. ".repeat(8);
        let html = format!(
            "<html><head><title>Talks in Paris | The Daily</title></head><body>\
             <nav><a href=/>Home</a> <a href=/texas>Texas</a></nav>\
             <article><h1>Talks in Paris</h1><p>PARIS (AP) {long}</p><p>In Amman, {long}</p>\
             </article><script>var london;</script></body></html>"
        );
        let page = page(&html);
        assert_eq!(page.title.as_deref(), Some("Talks in Paris"));
        assert!(page.text.contains("\n\nIn Amman, Officials"), "{}", page.text);
        assert!(!page.text.contains("london") && !page.text.contains("Texas"));
    }

    #[test]
    fn a_page_too_short_for_reader_mode_is_read_whole() {
        let page = page("<p>Floods in <b>Jakarta</b>.<p>More rain is expected.");
        assert_eq!(page.text, "Floods in Jakarta.\n\nMore rain is expected.");
    }

    #[test]
    fn deep_nesting_is_told_from_many_paragraphs() {
        assert!(super::is_too_deep(&"<div>".repeat(2_000)));
        assert!(!super::is_too_deep(&"<p>A<br><div><i>b</i></div>".repeat(2_000)));
        let html = format!("{}Amman{}", "<div>".repeat(900), "</div>".repeat(900));
        assert!(page(&html).text.contains("Amman"));
    }
}
