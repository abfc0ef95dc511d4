//! URLs in, GeoJSON out.
