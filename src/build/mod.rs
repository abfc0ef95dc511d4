//! Makes the files under `geodata/` from pinned public packages.
