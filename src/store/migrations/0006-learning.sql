-- What people write down as known errors: kept until it is a page, and a week longer, so that it can be taken back.
CREATE TABLE pasteur.drafts (
  id text PRIMARY KEY,
  author text NOT NULL,
  -- Where the error came from, as buttons carry it.
  source text NOT NULL,
  body jsonb NOT NULL,
  is_saved boolean NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX drafts_open ON pasteur.drafts (author, source, at) WHERE NOT is_saved;
CREATE INDEX drafts_at ON pasteur.drafts (at);

-- What people thought of answers: one vote a person, paste and entry; a later one replaces it.
CREATE TABLE pasteur.votes (
  person text NOT NULL,
  -- Digest of the paste's text.
  paste text NOT NULL,
  entry text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('helpful', 'not_this', 'wrong')),
  -- The entry that would have been right, where the person named one.
  meant text,
  -- The paste, as long as it may be kept.
  text text,
  text_until timestamptz,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (person, paste, entry)
);
CREATE INDEX votes_entry ON pasteur.votes (entry);
CREATE INDEX votes_at ON pasteur.votes (at);
