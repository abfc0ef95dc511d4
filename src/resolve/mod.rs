//! Toponym resolution: which place does a mention mean?
