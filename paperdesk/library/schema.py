# SPDX-License-Identifier: MIT
"""The steps that made the database what it is, by name and as SQL.

A released step is never changed. The names stand apart from `migrations`, so that a library that is up
to date opens without loading sqlite-utils.
"""

APPLICATION_ID = 0x5044534B  # "PDSK", https://sqlite.org/fileformat2.html#application_id
MIGRATION_SET = "paperdesk"

SHOWN = 0
REMOVED = 1  # by the reader, with all that belongs to it
MERGED = 2  # into another paper, which has its keys now
LAPSED = 3  # its import was undone; it counts as never met, and is kept only for redo

# The abstract stands last, so that reading the small columns of a row never touches its overflow pages.
# papers_by_day answers every list and count of marks by itself.
# Ids of papers, tags and searches are never given twice: the log refers to them.
# hidden: one of SHOWN … LAPSED.
# changes.undone: the number of the change that took this one back, 0 while it stands.
# sort_day, sort_rank, source, upvotes and trend repeat what the sightings say, for the order of lists.
M001_PAPERS = """
CREATE TABLE papers (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    title_hash INTEGER NOT NULL,
    published TEXT NOT NULL DEFAULT '',
    categories TEXT NOT NULL DEFAULT '[]',
    arxiv_id TEXT NOT NULL DEFAULT '',
    doi TEXT NOT NULL DEFAULT '',
    other_id TEXT NOT NULL DEFAULT '',
    link_arxiv TEXT NOT NULL DEFAULT '',
    link_pdf TEXT NOT NULL DEFAULT '',
    link_huggingface TEXT NOT NULL DEFAULT '',
    link_code TEXT NOT NULL DEFAULT '',
    link_project TEXT NOT NULL DEFAULT '',
    added TEXT NOT NULL,
    hidden INTEGER NOT NULL DEFAULT 0,
    is_read INTEGER NOT NULL DEFAULT 0,
    is_starred INTEGER NOT NULL DEFAULT 0,
    is_later INTEGER NOT NULL DEFAULT 0,
    is_archived INTEGER NOT NULL DEFAULT 0,
    listed INTEGER NOT NULL DEFAULT 0,
    sort_day TEXT NOT NULL DEFAULT '',
    sort_rank INTEGER NOT NULL DEFAULT 1000000,
    source TEXT NOT NULL DEFAULT '',
    upvotes INTEGER NOT NULL DEFAULT 0,
    trend REAL NOT NULL DEFAULT 0,
    abstract TEXT NOT NULL DEFAULT ''
);
CREATE INDEX papers_by_day ON papers
    (hidden, sort_day DESC, sort_rank, id DESC, is_read, is_starred, is_later, is_archived, listed, trend);
CREATE INDEX papers_by_title ON papers (title_hash);

CREATE TABLE paper_authors (
    paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (paper_id, position)
) WITHOUT ROWID;

CREATE TABLE aliases (
    key TEXT PRIMARY KEY,
    paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX aliases_by_paper ON aliases (paper_id);

CREATE TABLE sightings (
    paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    day TEXT NOT NULL DEFAULT '',
    rank INTEGER,
    upvotes INTEGER,
    comments INTEGER,
    stars INTEGER,
    submitter TEXT NOT NULL DEFAULT '',
    extra TEXT NOT NULL DEFAULT '{}',
    met TEXT NOT NULL,
    PRIMARY KEY (paper_id, source, day)
) WITHOUT ROWID;
CREATE INDEX sightings_by_day ON sightings (day, source, paper_id) WHERE day <> '';

CREATE TABLE tags (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE
);
CREATE TABLE paper_tags (
    paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    PRIMARY KEY (paper_id, tag_id)
) WITHOUT ROWID;
CREATE INDEX paper_tags_by_tag ON paper_tags (tag_id, paper_id);

CREATE TABLE changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    step INTEGER NOT NULL,
    at TEXT NOT NULL,
    verb TEXT NOT NULL,
    summary TEXT NOT NULL,
    undoable INTEGER NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX changes_by_step ON changes (step);
CREATE INDEX changes_undone ON changes (undone) WHERE undone > 0;
CREATE TABLE change_items (
    id INTEGER PRIMARY KEY,
    change_id INTEGER NOT NULL REFERENCES changes (id) ON DELETE CASCADE,
    relation TEXT NOT NULL,
    first_paper INTEGER,
    last_paper INTEGER,
    row_key TEXT NOT NULL,
    before TEXT,
    after TEXT
);
CREATE INDEX change_items_by_change ON change_items (change_id);

CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

# colour: empty for a saved search, the name of a colour for a watch word.
M002_SEARCHES = """
CREATE TABLE searches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    colour TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL
);
"""

# texts: the versions of a paper's abstract, as soon as there are two; the one in force is papers.abstract.
# highlights: the selector is meant in the text that text_hash names; detached says that this is not the one in force.
# note_links and removals (when a paper was taken out last) follow from other rows and are written with them, unlogged.
M003_ANNOTATIONS = """
CREATE TABLE texts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    hash TEXT NOT NULL,
    met TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (paper_id, hash)
);
CREATE TABLE highlights (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    exact TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    detached INTEGER NOT NULL DEFAULT 0,
    colour TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    created TEXT NOT NULL,
    changed TEXT NOT NULL
);
CREATE INDEX highlights_by_paper ON highlights (paper_id, detached, start_at, end_at);

CREATE TABLE highlight_tags (
    highlight_id INTEGER NOT NULL REFERENCES highlights (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    PRIMARY KEY (highlight_id, tag_id)
) WITHOUT ROWID;
CREATE INDEX highlight_tags_by_tag ON highlight_tags (tag_id, highlight_id);

CREATE TABLE notes (
    paper_id INTEGER PRIMARY KEY REFERENCES papers (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    changed TEXT NOT NULL
);

CREATE TABLE note_links (
    paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    title_hash INTEGER NOT NULL,
    PRIMARY KEY (paper_id, key)
) WITHOUT ROWID;
CREATE INDEX note_links_by_key ON note_links (key);
CREATE INDEX note_links_by_title ON note_links (title_hash);

CREATE TABLE removals (
    paper_id INTEGER PRIMARY KEY REFERENCES papers (id) ON DELETE CASCADE,
    at TEXT NOT NULL
);
INSERT INTO removals SELECT id, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM papers WHERE hidden = 1;
"""

# feed_states, validators and fetch_log say how fetching goes; they are no changes of the reader's and stand in no log.
# They are by the source's name, so that a source that is named without being subscribed to has them too.
# meetings: each state of a listing that told of votes; at is UTC, or a day alone where no time is known.
M004_FEEDS = """
CREATE TABLE feeds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL UNIQUE,
    schedule TEXT NOT NULL,
    colour TEXT NOT NULL DEFAULT '',
    paused INTEGER NOT NULL DEFAULT 0,
    position INTEGER NOT NULL
);
CREATE TABLE feed_states (
    source TEXT PRIMARY KEY,
    tried TEXT NOT NULL DEFAULT '',
    succeeded TEXT NOT NULL DEFAULT '',
    next_run TEXT NOT NULL DEFAULT '',
    error TEXT NOT NULL DEFAULT '',
    offline INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    cursor TEXT NOT NULL DEFAULT '',
    new INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE validators (
    address TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    etag TEXT NOT NULL,
    modified TEXT NOT NULL,
    items INTEGER NOT NULL,
    met TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE fetch_log (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    began TEXT NOT NULL,
    ended TEXT NOT NULL,
    new INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    error TEXT NOT NULL
);
CREATE INDEX fetch_log_by_source ON fetch_log (source, id);
CREATE TABLE meetings (
    paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    source TEXT NOT NULL,
    day TEXT NOT NULL DEFAULT '',
    rank INTEGER,
    upvotes INTEGER,
    comments INTEGER,
    stars INTEGER,
    PRIMARY KEY (paper_id, at, source, day)
) WITHOUT ROWID;
CREATE INDEX meetings_by_time ON meetings (at, paper_id);
INSERT INTO meetings SELECT paper_id, day, source, day, rank, upvotes, comments, stars FROM sightings
    WHERE day <> '' AND upvotes IS NOT NULL;
"""

# citation_keys: BibTeX knows no difference of case between keys.
# exports.change_id: the number of the change up to which an export called `name` has told everything.
M005_EXPORT = """
CREATE TABLE citation_keys (
    paper_id INTEGER PRIMARY KEY REFERENCES papers (id) ON DELETE CASCADE,
    key TEXT NOT NULL UNIQUE COLLATE NOCASE
);
CREATE TABLE exports (
    name TEXT PRIMARY KEY,
    change_id INTEGER NOT NULL,
    at TEXT NOT NULL
) WITHOUT ROWID;
"""

# notes_files: what the notes folder wrote: of which papers (a JSON list), where (within the vault), and what (its hash).
# due: it is to be written, and could not be.
M006_NOTES_FOLDER = """
CREATE TABLE notes_files (
    folder TEXT NOT NULL,
    unit TEXT NOT NULL,
    path TEXT NOT NULL,
    hash TEXT NOT NULL,
    papers TEXT NOT NULL,
    due INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (folder, unit)
) WITHOUT ROWID;
"""

STEPS: dict[str, str] = {
    "m001_papers": M001_PAPERS,
    "m002_searches": M002_SEARCHES,
    "m003_annotations": M003_ANNOTATIONS,
    "m004_feeds": M004_FEEDS,
    "m005_export": M005_EXPORT,
    "m006_notes_folder": M006_NOTES_FOLDER,
}
# Without these nothing works; a library that lacks one is damaged.
TABLES = (
    "papers", "paper_authors", "aliases", "sightings", "tags", "paper_tags", "changes", "change_items", "facts", "searches",
    "feeds", "feed_states", "validators", "fetch_log", "meetings",
    "citation_keys", "exports", "notes_files",
    "texts", "highlights", "highlight_tags", "notes", "note_links", "removals",
)  # fmt: skip
