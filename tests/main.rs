//! One test binary: its table of contents.

/// The house rules that no compiler knows.
mod architecture;
