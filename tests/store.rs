//! The contract of a store. Every function here takes `&dyn Store`: a second store
//! is held to the same list by one more test beside `sqlite_keeps_the_contract`.

use dateline::{
    annotation::{self, Content, Incoming},
    store::{Error, Sqlite, Store},
    text::Article,
};
use rusqlite::Connection;
use serde_json::json;
use tempfile::tempdir;
use uuid::Uuid;

fn content(title: &str) -> Content {
    let feature = json!({
        "type": "Feature",
        "geometry": { "type": "Polygon", "coordinates":
            [[[35.8, 33.1], [35.9, 33.1], [35.9, 33.2], [35.8, 33.1]]] },
        "properties": {
            "title": title, "text": "“Wadi”\nnew line", "tags": ["a", "b, c"],
            "place_id": "geonames:1", "article": "example", "quote": "the wadi",
        },
    });
    let Ok(Incoming::One(content)) = annotation::read(feature.to_string().as_bytes())
    else {
        panic!("a feature");
    };
    *content
}

fn article(title: &str) -> Article {
    Article {
        title: Some(title.to_owned()),
        text: format!("{title}\n\nعمّان — Amman 🗺"),
        url: Some("https://example.org/1".to_owned()),
        date: None,
    }
}

#[tokio::test]
async fn sqlite_keeps_the_contract() {
    let folder = tempdir().expect("a folder");
    let store = Sqlite::open(folder.path()).expect("a new store");
    keeps_the_contract(&store).await;
}

async fn keeps_the_contract(store: &dyn Store) {
    articles_come_back_as_they_were_kept(store).await;
    annotations_come_back_as_they_were_written(store).await;
    a_change_counts_and_keeps_the_rest(store).await;
    a_change_of_an_old_version_is_refused(store).await;
    of_two_changes_at_once_one_wins(store).await;
    what_is_gone_is_gone(store).await;
}

async fn articles_come_back_as_they_were_kept(store: &dyn Store) {
    let first = store.keep_article(article("First"), 3).await.expect("kept");
    let second = store.keep_article(article("Second"), 4).await.expect("kept");
    let all = store.articles().await.expect("a list");
    assert_eq!(all, [second.clone(), first.clone()], "newest first");

    let kept = store.article(first.id).await.expect("the first");
    assert_eq!(kept.article, article("First"));
    assert_eq!(kept.heading, first);

    store.note_features(first.id, 9).await.expect("noted");
    let kept = store.article(first.id).await.expect("the first");
    assert_eq!(kept.heading.features, 9);

    store.remove_article(first.id).await.expect("removed");
    store.note_features(first.id, 1).await.expect("nothing to note");
    assert_eq!(store.articles().await.expect("a list"), [second]);
}

async fn annotations_come_back_as_they_were_written(store: &dyn Store) {
    let before = store.annotations().await.expect("a list").len();
    let added = store
        .annotate(vec![content("One"), content("Two"), content("Three")])
        .await
        .expect("added");
    assert_eq!(store.annotations().await.expect("a list")[before..], added);
    let titles: Vec<&str> = added.iter().map(|one| one.content.title.as_str()).collect();
    assert_eq!(titles, ["One", "Two", "Three"], "in the order in which they came");
    assert_eq!(added[1].content, content("Two"));
    assert_eq!(added[1].version, 1);
    assert_eq!(added[1].created, added[1].modified);
    assert_eq!(store.annotation(added[1].id).await.expect("the second"), added[1]);
    assert_eq!(store.annotate(Vec::new()).await.expect("nothing to add"), []);
}

async fn a_change_counts_and_keeps_the_rest(store: &dyn Store) {
    let added = store.annotate(vec![content("Old")]).await.expect("added").remove(0);
    let bare = Content { text: None, tags: Vec::new(), ..content("New") };
    let changed = store
        .change_annotation(added.id, bare.clone(), Some(1))
        .await
        .expect("at version 1");
    assert_eq!((changed.version, changed.created), (2, added.created));
    assert_eq!(changed.content, bare);
    assert!(added.modified <= changed.modified);
    assert_eq!(store.annotation(added.id).await.expect("it"), changed);
    let again = store.change_annotation(added.id, content("Newer"), None).await;
    assert_eq!(again.expect("any version").version, 3);
}

async fn a_change_of_an_old_version_is_refused(store: &dyn Store) {
    let added = store.annotate(vec![content("Old")]).await.expect("added").remove(0);
    let changed = store.change_annotation(added.id, content("New"), None).await;
    let changed = changed.expect("any version");
    let refused = store.change_annotation(added.id, content("Late"), Some(1)).await;
    match refused {
        Err(Error::Changed { current }) => assert_eq!(*current, changed),
        other => panic!("{other:?}"),
    }
    let refused = store.remove_annotation(added.id, Some(1)).await;
    assert!(matches!(refused, Err(Error::Changed { .. })), "{refused:?}");
    assert_eq!(store.annotation(added.id).await.expect("it"), changed);
}

async fn of_two_changes_at_once_one_wins(store: &dyn Store) {
    let added = store.annotate(vec![content("Old")]).await.expect("added").remove(0);
    let change = |title| store.change_annotation(added.id, content(title), Some(1));
    let (a, b, c) = tokio::join!(change("A"), change("B"), change("C"));
    let won = [a, b, c].into_iter().flatten().collect::<Vec<_>>();
    assert_eq!(won.len(), 1);
    assert_eq!(store.annotation(added.id).await.expect("it"), won[0]);
}

async fn what_is_gone_is_gone(store: &dyn Store) {
    let added = store.annotate(vec![content("Old")]).await.expect("added").remove(0);
    store.remove_annotation(added.id, Some(1)).await.expect("at version 1");
    let is_missing = |error: Error| matches!(error, Error::NotFound { .. });
    for id in [added.id, Uuid::now_v7()] {
        assert!(store.annotation(id).await.is_err_and(is_missing));
        assert!(store.remove_annotation(id, None).await.is_err_and(is_missing));
        let change = store.change_annotation(id, content("New"), Some(1)).await;
        assert!(change.is_err_and(is_missing));
        assert!(store.article(id).await.is_err_and(is_missing));
        assert!(store.remove_article(id).await.is_err_and(is_missing));
    }
}

#[tokio::test]
async fn what_is_kept_outlives_the_store() {
    let folder = tempdir().expect("a folder");
    let store = Sqlite::open(folder.path()).expect("a new store");
    let heading = store.keep_article(article("Kept"), 1).await.expect("kept");
    let added = store.annotate(vec![content("Kept")]).await.expect("added");
    drop(store);
    let store = Sqlite::open(folder.path()).expect("the same store");
    assert_eq!(store.articles().await.expect("a list"), [heading]);
    assert_eq!(store.annotations().await.expect("a list"), added);
}

/// What opening the store in `folder` complains of.
fn complaint(folder: &std::path::Path) -> String {
    match Sqlite::open(folder) {
        Ok(_) => panic!("{} was opened", folder.display()),
        Err(error) => error.to_string(),
    }
}

#[test]
fn two_programs_never_share_a_folder() {
    let folder = tempdir().expect("a folder");
    let store = Sqlite::open(folder.path()).expect("a new store");
    let complaint = complaint(folder.path());
    assert!(complaint.starts_with("another dateline is using"), "{complaint}");
    assert!(complaint.contains("--data"), "{complaint}");
    drop(store);
    Sqlite::open(folder.path()).expect("free again");
}

#[test]
fn a_folder_that_cannot_be_made_says_how_to_mend_it() {
    let folder = tempdir().expect("a folder");
    let file = folder.path().join("file");
    std::fs::write(&file, "").expect("a file");
    let complaint = complaint(&file.join("data"));
    assert!(complaint.starts_with("cannot write in the data folder"), "{complaint}");
    assert!(complaint.contains("--data"), "{complaint}");
}

#[test]
fn a_database_of_a_newer_release_is_left_alone() {
    let folder = tempdir().expect("a folder");
    drop(Sqlite::open(folder.path()).expect("a new store"));
    let file = folder.path().join("dateline.sqlite");
    let connection = Connection::open(&file).expect("a database");
    connection.pragma_update(None, "user_version", 99).expect("written");
    drop(connection);
    let complaint = complaint(folder.path());
    assert!(complaint.contains("newer dateline (layout 99"), "{complaint}");
}

#[test]
fn a_damaged_database_is_told_from_an_empty_one() {
    let folder = tempdir().expect("a folder");
    let file = folder.path().join("dateline.sqlite");
    std::fs::write(&file, "this is no database, and long enough to be seen as none")
        .expect("a file");
    let first = complaint(folder.path());
    assert!(
        first.contains("cannot be read") && first.contains("move it away"),
        "{first}"
    );
    let text = std::fs::read_to_string(&file).expect("still there");
    assert!(text.starts_with("this is no database"), "it is not overwritten");
}

#[test]
fn another_programs_database_is_not_touched() {
    let folder = tempdir().expect("a folder");
    let connection = Connection::open(folder.path().join("dateline.sqlite"));
    let connection = connection.expect("a database");
    connection.execute_batch("create table theirs (id)").expect("a table");
    drop(connection);
    let complaint = complaint(folder.path());
    assert!(complaint.contains("another program's database"), "{complaint}");
}
