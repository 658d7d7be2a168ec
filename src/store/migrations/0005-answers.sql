-- Which messages of Pasteur answer which message of a person, so that edits and deletions reach them.
CREATE TABLE pasteur.answers (
  channel text NOT NULL,
  question_ts text NOT NULL,
  thread_ts text NOT NULL,
  asker text NOT NULL,
  -- What the thread is about from then on, as buttons carry it; no text of the paste.
  ref text,
  -- Times of the messages that the answer quotes.
  about jsonb NOT NULL,
  posted jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (channel, question_ts)
);
CREATE INDEX answers_thread ON pasteur.answers (channel, thread_ts, question_ts) WHERE ref IS NOT NULL;
CREATE INDEX answers_at ON pasteur.answers (at);
