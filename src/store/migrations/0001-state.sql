-- Deliveries of Slack, so that a repeated one is answered once, by whatever process.
CREATE TABLE pasteur.deliveries (
  event_id text PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('running', 'done')),
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX deliveries_at ON pasteur.deliveries (at);

-- Pastes that Slack does not keep, for the buttons under their answers.
CREATE TABLE pasteur.pastes (
  key text PRIMARY KEY,
  text text NOT NULL,
  notes jsonb NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX pastes_expires_at ON pasteur.pastes (expires_at);

-- What was done outside the database, such as a message posted: started, then done with what came of it.
CREATE TABLE pasteur.effects (
  key text PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('started', 'done')),
  result jsonb,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX effects_at ON pasteur.effects (at);

-- One row an alert, from its first report until it is resolved; a new start within the reopening time keeps the row.
CREATE TABLE pasteur.alerts (
  id uuid PRIMARY KEY,
  source text NOT NULL,
  fingerprint text NOT NULL,
  starts_at timestamptz NOT NULL,
  status text NOT NULL CHECK (status IN ('firing', 'acknowledged', 'resolved')),
  severity text NOT NULL,
  name text NOT NULL,
  labels jsonb NOT NULL,
  -- The newest report as it was handed in.
  report jsonb NOT NULL,
  group_key text,
  -- Reports while it held; 1 for one that was not repeated.
  count integer NOT NULL,
  reopened_count integer NOT NULL DEFAULT 0,
  first_seen timestamptz NOT NULL,
  last_seen timestamptz NOT NULL,
  resolved_at timestamptz,
  -- Where its thread is or will be.
  channel text,
  thread_ts text,
  message_state text NOT NULL DEFAULT 'none' CHECK (message_state IN ('none', 'posting', 'posted', 'dead')),
  message_fault text,
  -- Key of the entry that answered it.
  entry text,
  UNIQUE (source, fingerprint, starts_at)
);
CREATE INDEX alerts_group ON pasteur.alerts (group_key, first_seen);
CREATE INDEX alerts_channel ON pasteur.alerts (channel, first_seen) WHERE channel IS NOT NULL;
CREATE INDEX alerts_thread ON pasteur.alerts (channel, thread_ts) WHERE thread_ts IS NOT NULL;
CREATE INDEX alerts_open ON pasteur.alerts (status, severity) WHERE status <> 'resolved';
CREATE INDEX alerts_last_seen ON pasteur.alerts (last_seen);

-- Turns of an alert: opened, acknowledged, resolved, reopened. Repeats are only counted.
CREATE TABLE pasteur.alert_turns (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  alert_id uuid NOT NULL REFERENCES pasteur.alerts (id) ON DELETE CASCADE,
  turn text NOT NULL CHECK (turn IN ('opened', 'acknowledged', 'resolved', 'reopened')),
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX alert_turns_alert ON pasteur.alert_turns (alert_id, at);
CREATE INDEX alert_turns_at ON pasteur.alert_turns (at);

-- Groups of which more alerts came than are shown one by one: one summary message each.
CREATE TABLE pasteur.alert_groups (
  group_key text PRIMARY KEY,
  channel text,
  summary_ts text,
  summary_state text NOT NULL DEFAULT 'none' CHECK (summary_state IN ('none', 'posting', 'posted')),
  storm_since timestamptz,
  -- Alerts that the running storm's summary stands for.
  storm_count integer NOT NULL DEFAULT 0,
  last_seen timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX alert_groups_last_seen ON pasteur.alert_groups (last_seen);

CREATE TABLE pasteur.watched_channels (
  channel text PRIMARY KEY,
  watched_by text NOT NULL,
  since timestamptz NOT NULL DEFAULT now()
);
