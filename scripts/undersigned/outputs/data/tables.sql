-- The tables of archive.sqlite. `number` joins tables within one file; `id` and `url` are for ever.
-- `name` is what the archive calls an entry; `title`, `name` and the like beside a letter are as it prints them.
-- Several values or lines in one cell are lines of it; days are ISO 8601.

CREATE TABLE metadata (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE people (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  name TEXT NOT NULL,
  sort TEXT,
  also TEXT,
  former_ids TEXT
);

CREATE TABLE organizations (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  name TEXT NOT NULL,
  part_of INTEGER REFERENCES organizations (number),
  also TEXT,
  former_ids TEXT
);

CREATE TABLE offices (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT,
  jurisdiction TEXT,
  also TEXT,
  former_ids TEXT
);

-- From when to when a person held an office: a day, a month or a year, as a source gives it.
CREATE TABLE holdings (
  person INTEGER NOT NULL REFERENCES people (number),
  position INTEGER NOT NULL,
  office INTEGER NOT NULL REFERENCES offices (number),
  started TEXT,
  ended TEXT,
  party TEXT,
  PRIMARY KEY (person, position)
) WITHOUT ROWID;

CREATE TABLE topics (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  name TEXT NOT NULL,
  broader INTEGER REFERENCES topics (number),
  description TEXT,
  also TEXT,
  former_ids TEXT
);

-- `summary` is null where the first paragraph serves as one. `signatures` counts those who signed and stand by it; `erased` how many private ones asked to go; letters that answer or continue each other have one `exchange`.
CREATE TABLE letters (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  date TEXT NOT NULL,
  published TEXT NOT NULL,
  updated TEXT NOT NULL,
  language TEXT NOT NULL,
  subject TEXT,
  summary TEXT,
  letterhead TEXT,
  via TEXT,
  signatures INTEGER NOT NULL DEFAULT 0,
  erased INTEGER NOT NULL DEFAULT 0,
  withdrawn TEXT,
  withdrawn_note TEXT,
  former_ids TEXT,
  exchange TEXT,
  source TEXT,
  text TEXT NOT NULL DEFAULT '',
  notes TEXT
);

-- A private signatory is neither a person nor an organization of the registries.
CREATE TABLE signatures (
  letter INTEGER NOT NULL REFERENCES letters (number),
  position INTEGER NOT NULL,
  person INTEGER REFERENCES people (number),
  organization INTEGER REFERENCES organizations (number),
  name TEXT NOT NULL,
  title TEXT,
  address TEXT,
  office INTEGER REFERENCES offices (number),
  party TEXT,
  by_whom TEXT,
  for_whom TEXT,
  lead INTEGER NOT NULL DEFAULT 0,
  signed TEXT NOT NULL,
  withdrawn TEXT,
  kind TEXT AS (
    CASE WHEN person IS NOT NULL THEN 'person' WHEN organization IS NOT NULL THEN 'organization' ELSE 'private' END
  ),
  PRIMARY KEY (letter, position)
) WITHOUT ROWID;

-- Whom a letter was written to, and who received a copy; some are in no registry.
CREATE TABLE recipients (
  letter INTEGER NOT NULL REFERENCES letters (number),
  role TEXT NOT NULL CHECK (role IN ('recipient', 'cc')),
  position INTEGER NOT NULL,
  person INTEGER REFERENCES people (number),
  organization INTEGER REFERENCES organizations (number),
  name TEXT NOT NULL,
  title TEXT,
  address TEXT,
  office INTEGER REFERENCES offices (number),
  party TEXT,
  by_whom TEXT,
  for_whom TEXT,
  lead INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (letter, role, position)
) WITHOUT ROWID;

CREATE TABLE letter_topics (
  letter INTEGER NOT NULL REFERENCES letters (number),
  topic INTEGER NOT NULL REFERENCES topics (number),
  position INTEGER NOT NULL,
  PRIMARY KEY (letter, topic)
) WITHOUT ROWID;

CREATE TABLE follows (
  letter INTEGER NOT NULL REFERENCES letters (number),
  follows INTEGER NOT NULL REFERENCES letters (number),
  PRIMARY KEY (letter, follows)
) WITHOUT ROWID;

CREATE TABLE corrections (
  letter INTEGER NOT NULL REFERENCES letters (number),
  position INTEGER NOT NULL,
  date TEXT NOT NULL,
  kind TEXT NOT NULL,
  was TEXT,
  now TEXT,
  note TEXT,
  PRIMARY KEY (letter, position)
) WITHOUT ROWID;

-- What happened after a letter was sent; `answer` is the letter that it is.
CREATE TABLE events (
  letter INTEGER NOT NULL REFERENCES letters (number),
  position INTEGER NOT NULL,
  date TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  url TEXT,
  answer INTEGER REFERENCES letters (number),
  PRIMARY KEY (letter, position)
) WITHOUT ROWID;

CREATE TABLE attachments (
  letter INTEGER NOT NULL REFERENCES letters (number),
  position INTEGER NOT NULL,
  file TEXT NOT NULL,
  url TEXT NOT NULL,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  type TEXT NOT NULL,
  size INTEGER NOT NULL,
  pages INTEGER,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (letter, position)
) WITHOUT ROWID;

-- Full-text search: SELECT letters.* FROM letters_fts JOIN letters ON letters.number = letters_fts.rowid
-- WHERE letters_fts MATCH 'words' ORDER BY letters_fts.rank.
-- The first column takes the least room, so the longest comes first.
CREATE VIRTUAL TABLE letters_fts USING fts5 (
  text, title, subject, summary, notes,
  content="letters", content_rowid="number", tokenize="unicode61 remove_diacritics 2"
);

-- Bytes that full-text search gathers before it writes them: fewer pieces to merge.
INSERT INTO letters_fts (letters_fts, rank) VALUES ('hashsize', 16777216);
