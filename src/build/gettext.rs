//! Which translations does a compiled gettext catalogue (`.mo`) hold?

use std::{collections::BTreeMap, fs, path::Path};

use super::Error;

/// The messages of the file `path` with their translations.
///
/// # Errors
///
/// If it cannot be read or is no catalogue in little-endian UTF-8.
pub(super) fn catalogue(path: &Path) -> Result<BTreeMap<String, String>, Error> {
    let bytes =
        fs::read(path).map_err(|fault| Error::Read { path: path.to_owned(), fault })?;
    parse(&bytes).ok_or_else(|| Error::Contents {
        what: path.display().to_string(),
        reason: "it is no little-endian gettext catalogue".into(),
    })
}

fn parse(bytes: &[u8]) -> Option<BTreeMap<String, String>> {
    let number = |at: usize| -> Option<usize> {
        let four = bytes.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(four)).ok()
    };
    // A table lists, for each text, its length and its place.
    let text = |table: usize, row: usize| -> Option<String> {
        let (length, at) = (number(table + 8 * row)?, number(table + 8 * row + 4)?);
        String::from_utf8(bytes.get(at..at + length)?.to_vec()).ok()
    };
    if number(0)? != 0x9504_12de {
        return None;
    }
    let (count, messages, translations) = (number(8)?, number(12)?, number(16)?);
    (0..count).map(|row| Some((text(messages, row)?, text(translations, row)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_catalogue_of_one_message_is_read() {
        let mut bytes = Vec::new();
        let header: [u32; 11] = [0x9504_12de, 0, 1, 28, 36, 0, 0, 2, 44, 4, 47];
        bytes.extend(header.iter().flat_map(|number| number.to_le_bytes()));
        bytes.extend(b"17\0\xd7\xa2\xd7\x91\0");
        let messages = parse(&bytes).unwrap();
        assert_eq!(messages.get("17").map(String::as_str), Some("עב"));
        assert_eq!(parse(b"not a catalogue"), None);
    }
}
