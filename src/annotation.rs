//! A location that a person added.
