//! One test binary: its table of contents.

/// The house rules that no compiler knows.
mod architecture;

/// The shipped reference layers, and layers of one's own.
mod layers;

/// The shipped outlines.
mod footprints;
