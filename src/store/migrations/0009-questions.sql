-- What people ask is kept with its delivery until it is answered: Slack does not deliver again what was acknowledged.
ALTER TABLE pasteur.deliveries
  -- Slack's delivery as JSON; null where nothing is asked, and as soon as it is answered or given up.
  ADD COLUMN body text,
  ADD COLUMN team text NOT NULL DEFAULT '',
  -- How often work on it was begun.
  ADD COLUMN tries integer NOT NULL DEFAULT 1,
  ADD COLUMN asked_at timestamptz;
CREATE INDEX deliveries_unanswered ON pasteur.deliveries (at) WHERE body IS NOT NULL;

-- Time of the edit of the question that the answer goes by, so that an older one never overwrites it.
ALTER TABLE pasteur.answers ADD COLUMN edited text;
