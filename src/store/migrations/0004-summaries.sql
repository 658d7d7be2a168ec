-- What was asked of a language model: where its answer stands, and exactly what left for it.
CREATE TABLE pasteur.summaries (
  id text PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('running', 'done', 'failed', 'aborted', 'cut_off')),
  -- The message that it is about; deleting it ends the work.
  asked_channel text,
  asked_ts text,
  -- The message that the answer is written into.
  channel text,
  message_ts text,
  is_stream boolean NOT NULL DEFAULT false,
  sent jsonb,
  started_at timestamptz NOT NULL DEFAULT now(),
  -- Whoever still runs after this was cut off with its process.
  deadline timestamptz NOT NULL
);
CREATE INDEX summaries_asked ON pasteur.summaries (asked_channel, asked_ts) WHERE state = 'running';
CREATE INDEX summaries_deadline ON pasteur.summaries (deadline) WHERE state = 'running';
CREATE INDEX summaries_started_at ON pasteur.summaries (started_at);

-- Answers by what was asked, with their placeholders: no secret of a paste is in them.
CREATE TABLE pasteur.summary_cache (
  key text PRIMARY KEY,
  value jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX summary_cache_at ON pasteur.summary_cache (at);

-- Tokens used or reserved, by day (UTC).
CREATE TABLE pasteur.token_days (
  day date PRIMARY KEY,
  tokens bigint NOT NULL
);
