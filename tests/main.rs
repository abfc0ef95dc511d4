//! One test binary: its table of contents.

/// The house rules that no compiler knows.
mod architecture;

/// Marked articles: question and answer in one text.
mod articles;

/// What the map draws under the story.
mod basemap;

/// The shipped outlines.
mod footprints;

/// The shipped reference layers, and layers of one's own.
mod layers;

/// GeoJSON as it leaves the program.
mod geojson;

/// The shipped program on the command line.
mod cli;

/// What every store promises, and what opening one can meet.
mod store;

/// The server as a client sees it.
mod http;

/// The server as the shipped program: start, limits, stop, and kill.
mod serve;

/// A server to ask.
mod support;

/// Stories as they come, and the mentions in them.
mod reading;
