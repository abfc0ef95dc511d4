//! Stories as they come, and the mentions in them.
//!
//! What must be so on any text: no panic, mentions in order, none inside another.
//! What a place is, marked articles say (`articles`).

use proptest::prelude::{ProptestConfig, proptest};

use dateline::{
    feature::{Profile, collection},
    mention::{Mention, Recogniser, Reference, Role},
    text::{
        Article,
        read::{self, Hint},
    },
};

use crate::articles::GEOPARSER;

/// The mentions of `text`, as recognition gives them.
fn mentions(text: &str) -> Vec<Mention> {
    static RECOGNISER: std::sync::LazyLock<Recogniser> = std::sync::LazyLock::new(|| {
        let geodata = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata");
        Recogniser::open(&geodata).expect("the committed geodata open")
    });
    let article = Article { text: text.to_owned(), ..Article::default() };
    RECOGNISER.recognise(&article, GEOPARSER.gazetteer())
}

/// The words of the mentions of `text`, associative ones with a tilde.
fn words(text: &str) -> Vec<String> {
    let shown = |mention: &Mention| {
        let tilde = if mention.role == Role::Associative { "~" } else { "" };
        format!("{}{tilde}", mention.span.text(text))
    };
    mentions(text).iter().map(shown).collect()
}

#[test]
fn a_web_page_is_read_and_its_places_found() {
    let body = "Rain fell for hours and the road to the coast was closed. ".repeat(6);
    let page = format!(
        "<html><head><title>Floods in Amman</title></head><body><nav>Paris</nav>\
         <article><h1>Floods in Amman</h1><p>{body}</p><p>Schools in Zarqa, Jordan, \
         stayed shut. {body}</p></article></body></html>"
    );
    let article = read::article(page.as_bytes(), Hint::Unknown).unwrap();
    assert_eq!(article.title.as_deref(), Some("Floods in Amman"));
    assert_eq!(words(&article.text), ["Amman", "Zarqa", "Jordan"]);
}

#[test]
fn what_only_begins_with_a_place_is_parted() {
    assert_eq!(
        words(
            "Syria-Israel talks, held under US-mediated terms, resumed in Stratford-upon-Avon."
        ),
        ["Syria~", "Israel~", "US~", "Stratford-upon-Avon"]
    );
    assert_eq!(
        words("The Anderson County Sheriff's Office called the Kansas Highway Patrol."),
        ["Anderson County~", "Kansas~"]
    );
}

#[test]
fn persons_papers_and_firms_are_no_places() {
    let text = "Roman Keller told the Jerusalem Post and Axios that Paris Hilton had flown \
                with Turkish Airlines. Hilton denied it.";
    assert_eq!(words(text), [""; 0]);
}

#[test]
fn a_dateline_is_a_place_however_seldom_it_is_written() {
    let text = "COVINGTON, Ky. (AP) — A man was held on Friday.";
    assert_eq!(words(text), ["COVINGTON", "Ky."]);
}

#[test]
fn the_lexicon_knows_nationalities_and_short_forms() {
    let text = "Ukrainian officials met the U.S. envoy in Vienna; none spoke Polish.";
    let found = mentions(text);
    assert_eq!(words(text), ["Ukrainian~", "U.S.~", "Vienna"]);
    assert!(matches!(found[0].reference, Reference::Demonym(_)));
    assert!(matches!(found[1].reference, Reference::Alias(_)));
    assert_eq!(found[2].reference, Reference::Toponym("Vienna".to_owned()));
}

#[test]
fn long_runs_of_capitals_take_no_longer_than_they_should() {
    let text = "PARIS TEXAS AND LONDON ".repeat(4_000);
    let start = std::time::Instant::now();
    assert!(mentions(&text).len() <= 12_000);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn what_is_written_to_weary_the_program_does_not() {
    let pieces = [
        "Paris, ",
        "Syrian ",
        "southern Syria and ",
        "the buffer zone ",
        "the 1974 Disengagement Agreement and ",
        "PARIS (AP) — They met.\n\n",
        ".",
        "(",
    ];
    for piece in pieces {
        let text = piece.repeat(200_000 / piece.len());
        let (bytes, start) = (text.len(), std::time::Instant::now());
        let geoparsed = GEOPARSER.geoparse(Article { text, ..Article::default() });
        let map = collection(&GEOPARSER, &geoparsed, None, Profile::Full).to_string();
        assert!(start.elapsed().as_secs() < 20, "{piece}: {:?}", start.elapsed());
        assert!(map.len() < 1_000 * bytes, "{piece}: {} bytes", map.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_has_mentions_in_order_and_apart(
        text in "(([A-Z][a-z]{1,6}|PARIS|U\\.S\\.|in|of|the|al|St\\.|Syrian|[0-9]{1,4})[ \n,.'’/()-]{1,2}){0,60}|\\PC{0,200}"
    ) {
        let mentions = mentions(&text);
        let mut end = 0;
        for mention in &mentions {
            assert!(end <= mention.span.start() && mention.span.start() < mention.span.end());
            assert!((0.0..=1.0).contains(&mention.confidence));
            assert!(mention.sentence.contains(&mention.span), "{mention:?}");
            end = mention.span.end();
        }
    }
}
