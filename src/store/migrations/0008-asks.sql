-- What was asked and how it was answered, for reports. No text of it unless the team keeps texts.
CREATE TABLE pasteur.asks (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  team text NOT NULL,
  channel text,
  asker text NOT NULL,
  road text NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('matched', 'similar', 'unmatched')),
  -- Id of the entry that was shown first.
  entry text,
  template_hash text NOT NULL,
  -- Only of what nothing matched: what to write next is made of it.
  template text,
  text text,
  at timestamptz NOT NULL DEFAULT now(),
  keep_until timestamptz NOT NULL
);
CREATE INDEX asks_gaps ON pasteur.asks (team, template) WHERE verdict = 'unmatched';
CREATE INDEX asks_at ON pasteur.asks (at);
CREATE INDEX asks_keep_until ON pasteur.asks (keep_until);
CREATE INDEX asks_asker ON pasteur.asks (team, asker);
