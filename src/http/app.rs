//! What do all handlers share? The store, the geoparser, the layers, the limits.

use std::{
    fs,
    num::NonZero,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::Duration,
};

use tokio::sync::Semaphore;
use uuid::Uuid;
use warp::http::{HeaderValue, StatusCode, header};

use super::{Limits, metrics::Metrics, problem::Problem};
use crate::{
    annotation::FeatureCollection,
    feature::{self, Profile},
    geoparse::{self, Geoparsed, Geoparser},
    store::{Kept, Store},
    text::{self, Article},
};

/// The name of the story that ships with the program.
pub(super) const EXAMPLE: &str = "example";

/// Read articles that are remembered, so that a page that asks for the same one
/// in several ways does not have it read each time.
const REMEMBERED: usize = 16;

/// How long a story may wait for its turn to be read.
const PATIENCE: Duration = Duration::from_secs(20);

/// What all handlers share.
pub struct App {
    pub(super) store: Arc<dyn Store>,
    pub(super) geoparser: Arc<Geoparser>,
    pub(super) example: Option<Article>,
    pub(super) basemap: PathBuf,
    pub(super) limits: Limits,
    pub(super) metrics: Metrics,
    /// One permit for each story that may be read at once.
    turns: Arc<Semaphore>,
    /// The last articles that were read, oldest first.
    remembered: Mutex<Vec<(String, Arc<Geoparsed>)>>,
}

/// Why the server's data cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The geoparser's data are missing or of another version.
    #[error(transparent)]
    Geoparser(#[from] geoparse::Error),
    /// The built-in story cannot be read.
    #[error("cannot read {}: {fault}; restore the geodata folder", path.display())]
    Example {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: String,
    },
}

impl App {
    /// Opens the data under `geodata`, for a server over `store`.
    ///
    /// # Errors
    ///
    /// [`Error`] with a remedy if data is missing or of another version.
    pub fn open(
        geodata: &Path,
        store: Arc<dyn Store>,
        limits: Limits,
    ) -> Result<App, Error> {
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        Ok(App {
            geoparser: Arc::new(Geoparser::open(geodata)?),
            example: example(&geodata.join("example/story.txt"))?,
            basemap: geodata.join("basemap/world.pmtiles"),
            store,
            limits,
            metrics: Metrics::default(),
            turns: Arc::new(Semaphore::new(threads)),
            remembered: Mutex::default(),
        })
    }

    /// What was found in `article`.
    pub(super) async fn geoparse(&self, article: Article) -> Result<Geoparsed, Problem> {
        let geoparser = Arc::clone(&self.geoparser);
        self.work(move || geoparser.geoparse(article)).await
    }

    /// What was found in the kept article `id`, or in the built-in one.
    pub(super) async fn reread(&self, id: &str) -> Result<Arc<Geoparsed>, Problem> {
        if let Some(geoparsed) = self.remember(id, None) {
            return Ok(geoparsed);
        }
        let (article, kept) = match (id, &self.example) {
            (EXAMPLE, Some(article)) => (article.clone(), None),
            _ => {
                let Kept { heading, article } = self.store.article(uuid(id)?).await?;
                (article, Some(heading))
            }
        };
        let geoparsed = Arc::new(self.geoparse(article).await?);
        if let Some(heading) = kept {
            let features = self.features(&geoparsed).await?;
            if features != heading.features {
                self.store.note_features(heading.id, features).await?;
            }
        }
        self.remember(id, Some(Arc::clone(&geoparsed)));
        Ok(geoparsed)
    }

    /// How many features the map of an article has.
    pub(super) async fn features(
        &self,
        geoparsed: &Arc<Geoparsed>,
    ) -> Result<u32, Problem> {
        let geoparsed = Arc::clone(geoparsed);
        let found = self.work(move || geoparsed.found().len()).await?;
        Ok(u32::try_from(found).unwrap_or(u32::MAX))
    }

    /// The map of an article; `id` if it is kept.
    pub(super) async fn map(
        &self,
        geoparsed: &Arc<Geoparsed>,
        profile: Profile,
        id: Option<&str>,
    ) -> Result<FeatureCollection, Problem> {
        let geoparsed = Arc::clone(geoparsed);
        let (geoparser, id) = (Arc::clone(&self.geoparser), id.map(str::to_owned));
        self.work(move || {
            feature::collection(&geoparser, &geoparsed, id.as_deref(), profile)
        })
        .await
    }

    /// Forgets what was found in article `id`.
    pub(super) fn forget(&self, id: &str) {
        let mut all = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(name, _)| name != id);
    }

    /// Remembers `new` under `id`, and returns what is remembered under it.
    fn remember(&self, id: &str, new: Option<Arc<Geoparsed>>) -> Option<Arc<Geoparsed>> {
        let mut all = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        let old = all.iter().position(|(name, _)| name == id).map(|at| all.remove(at).1);
        let current = new.or(old)?;
        all.push((id.to_owned(), Arc::clone(&current)));
        if REMEMBERED < all.len() {
            all.remove(0);
        }
        Some(current)
    }

    /// Does `work` that keeps a core busy, when it is its turn.
    pub(super) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = Arc::clone(&self.turns).acquire_owned();
        let Ok(Ok(turn)) = tokio::time::timeout(PATIENCE, turn).await else {
            let detail = "too many stories are being read at once; try again in a while";
            let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail);
            return Err(problem.with(header::RETRY_AFTER, HeaderValue::from_static("20")));
        };
        // A client that goes away does not end the work: its turn lasts as long.
        let work = move || {
            let _turn = turn;
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(|panic| Problem::ours(&panic))
    }
}

/// The id in a path, or the answer that nothing has it.
pub(super) fn uuid(id: &str) -> Result<Uuid, Problem> {
    match Uuid::try_parse(id) {
        // Ids are compared as text elsewhere: only one way to write them will do.
        Ok(uuid) if uuid.to_string() == id => Ok(uuid),
        _ => Err(Problem::missing(format!("there is nothing named `{id}` here"))),
    }
}

/// The built-in story, if there is one.
fn example(path: &Path) -> Result<Option<Article>, Error> {
    let unreadable = |fault: String| Error::Example { path: path.to_owned(), fault };
    if !path.exists() {
        tracing::warn!("no built-in story: {} is missing", path.display());
        return Ok(None);
    }
    let story =
        fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    let article = text::read::article(story.as_bytes(), text::read::Hint::Plain)
        .map_err(|error| unreadable(error.to_string()))?;
    let title = article.text.lines().next().map(str::to_owned);
    Ok(Some(Article { title, ..article }))
}
