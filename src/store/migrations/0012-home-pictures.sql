-- The picture of the week that the Home tabs of a workspace show: drawn by one process, shown and deleted by any.
CREATE TABLE pasteur.home_pictures (
  team text PRIMARY KEY,
  -- Id of the uploaded file; none until one was shown.
  file text,
  -- What it shows, in words.
  description text,
  -- When a process last set out to draw one.
  claimed_at timestamptz NOT NULL
);
