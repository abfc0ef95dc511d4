//! Where on earth is it? Points, lines and polygons, how they were made and
//! how sure that is.
