//! Which characters do these bytes stand for?
//!
//! A byte order mark decides, then the charset that came with the bytes, then
//! UTF-8 if they are valid UTF-8, then the charset an HTML page declares, then a
//! guess from the bytes themselves.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::read::Error;

/// First bytes of files that are not text, what they are, and what to do.
const NOT_TEXT: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "a PDF document", "extract its text first, for example with `pdftotext`"),
    (b"PK\x03\x04", "a zip archive or an office document", "save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an office document", "save it as plain text"),
    (b"{\\rtf", "an RTF document", "save it as plain text"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first, for example with `gunzip`"),
    (b"\x89PNG", "a PNG image", "give the story as text"),
    (b"\xff\xd8\xff", "a JPEG image", "give the story as text"),
    (b"GIF8", "a GIF image", "give the story as text"),
    (b"RIFF", "an image or a sound", "give the story as text"),
    (b"\x7fELF", "a program", "give the story as text"),
];

/// The text that `bytes` hold, without its byte order mark.
pub(super) fn text<'b>(
    bytes: &'b [u8],
    charset: Option<&str>,
) -> Result<Cow<'b, str>, Error> {
    let known = NOT_TEXT.iter().find(|(first, ..)| bytes.starts_with(first));
    if let Some((_, found, remedy)) = known {
        return Err(Error::NotText { found, remedy });
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode_without_bom_handling(&bytes[mark..]).0);
    }
    if let Some(label) = charset {
        let unknown = || Error::Charset { label: label.to_owned() };
        let encoding = Encoding::for_label(label.as_bytes()).ok_or_else(unknown)?;
        return Ok(encoding.decode_without_bom_handling(bytes).0);
    }
    if bytes.contains(&0) {
        let remedy = "give the story as text, best in UTF-8";
        return Err(Error::NotText { found: "a file with zero bytes in it", remedy });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let encoding = declared(bytes).unwrap_or_else(|| guessed(bytes));
    Ok(encoding.decode_without_bom_handling(bytes).0)
}

/// The encoding that a page declares in its first kilobyte (`<meta charset=…>`).
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024)].to_ascii_lowercase();
    let at = head.windows(8).position(|window| window == b"charset=")? + 8;
    let label = head[at..].trim_ascii_start();
    let label = label.strip_prefix(b"\"").or(label.strip_prefix(b"'")).unwrap_or(label);
    let is_label = |b: &u8| b.is_ascii_alphanumeric() || b"-_:.".contains(b);
    let end = label.iter().position(|b| !is_label(b)).unwrap_or(label.len());
    let encoding = Encoding::for_label(&label[..end])?;
    // The bytes were found not to be UTF-8: a page that says so is mistaken.
    (encoding != encoding_rs::UTF_8).then_some(encoding)
}

fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::{Error, text};

    #[test]
    fn bytes_in_the_encodings_of_news_sites_are_read() {
        let story =
            "“Genève accueillera les négociations”, a déclaré le ministère à Zürich.";
        let (windows, ..) = encoding_rs::WINDOWS_1252.encode(story);
        assert_eq!(text(&windows, None).unwrap(), story);
        assert_eq!(text(story.as_bytes(), None).unwrap(), story);
        let utf16: Vec<u8> =
            "\u{feff}Genève".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&utf16, None).unwrap(), "Genève");
    }

    #[test]
    fn a_declared_charset_wins_over_a_guess() {
        let page = b"<meta charset=\"windows-1256\"><p>\xcf\xe3\xd4\xde</p>";
        assert!(text(page, None).unwrap().contains("دمشق"));
        assert_eq!(text(b"\xcf\xe3\xd4\xde", Some("windows-1256")).unwrap(), "دمشق");
    }

    #[test]
    fn what_is_not_text_is_refused_with_a_remedy() {
        let refusal = text(b"%PDF-1.7 ...", None).unwrap_err().to_string();
        assert!(refusal.contains("pdftotext"), "{refusal}");
        assert!(matches!(text(b"a\0b", None), Err(Error::NotText { .. })));
        assert!(matches!(text(b"a", Some("klingon")), Err(Error::Charset { .. })));
    }
}
