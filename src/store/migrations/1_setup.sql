-- What outlives a request. Times are RFC 3339 text in UTC, ids are UUIDs as text.

-- Stories as they were read. What was found in them is not kept: it is found
-- again on each reading, so that better data makes better maps of old stories.
create table articles (
    id text primary key,
    title text,
    -- The whole text, headline first.
    text text not null,
    url text,
    -- When it was published, as its source says.
    date text,
    created text not null,
    -- How many features its map had when it was last read: for lists only.
    features integer not null
) strict;

-- Locations that people added.
create table annotations (
    id text primary key,
    -- Counts the changes, from 1: what If-Match compares.
    version integer not null,
    created text not null,
    modified text not null,
    -- A GeoJSON geometry.
    geometry text not null,
    title text not null,
    text text,
    -- A JSON array of strings.
    tags text not null,
    place_id text,
    -- No foreign key: an annotation outlives the article it was written on, and
    -- may belong to the built-in example, which is not kept here.
    article text,
    quote text
) strict;
