-- Every row belongs to a workspace, so that it is seen by that one alone and goes with it. '' is the only one of a Pasteur
-- that has just one.
ALTER TABLE pasteur.effects ADD COLUMN team text NOT NULL DEFAULT '';
ALTER TABLE pasteur.effects DROP CONSTRAINT effects_pkey, ADD PRIMARY KEY (team, key);

ALTER TABLE pasteur.votes ADD COLUMN team text NOT NULL DEFAULT '';
ALTER TABLE pasteur.votes DROP CONSTRAINT votes_pkey, ADD PRIMARY KEY (team, person, paste, entry);

ALTER TABLE pasteur.drafts ADD COLUMN team text NOT NULL DEFAULT '';
CREATE INDEX drafts_team ON pasteur.drafts (team) WHERE team <> '';

ALTER TABLE pasteur.answers ADD COLUMN team text NOT NULL DEFAULT '';
ALTER TABLE pasteur.summaries ADD COLUMN team text NOT NULL DEFAULT '';
-- Both were kept for several workspaces before, and known by their channels.
UPDATE pasteur.answers a SET team = t.team FROM pasteur.team_channels t WHERE t.channel = a.channel;
UPDATE pasteur.summaries s SET team = t.team FROM pasteur.team_channels t
  WHERE t.channel = coalesce(s.channel, s.asked_channel);
DROP TABLE pasteur.team_channels;
ALTER TABLE pasteur.answers DROP CONSTRAINT answers_pkey, ADD PRIMARY KEY (team, channel, question_ts);
CREATE INDEX summaries_team ON pasteur.summaries (team) WHERE team <> '';

-- The pages of a workspace are in what was asked, so one must not hear what the model said to another.
ALTER TABLE pasteur.summary_cache ADD COLUMN team text NOT NULL DEFAULT '';
ALTER TABLE pasteur.summary_cache DROP CONSTRAINT summary_cache_pkey, ADD PRIMARY KEY (team, key);

UPDATE pasteur.pastes SET team = '' WHERE team IS NULL;
ALTER TABLE pasteur.pastes ALTER COLUMN team SET DEFAULT '', ALTER COLUMN team SET NOT NULL;

ALTER TABLE pasteur.watched_channels ADD COLUMN team text NOT NULL DEFAULT '';
ALTER TABLE pasteur.watched_channels DROP CONSTRAINT watched_channels_pkey, ADD PRIMARY KEY (team, channel);

ALTER TABLE pasteur.alerts ADD COLUMN team text NOT NULL DEFAULT '';
ALTER TABLE pasteur.alerts DROP CONSTRAINT alerts_source_fingerprint_starts_at_key,
  ADD UNIQUE (team, source, fingerprint, starts_at);
DROP INDEX pasteur.alerts_group;
CREATE INDEX alerts_group ON pasteur.alerts (team, group_key, first_seen);

ALTER TABLE pasteur.alert_groups ADD COLUMN team text NOT NULL DEFAULT '';
ALTER TABLE pasteur.alert_groups DROP CONSTRAINT alert_groups_pkey, ADD PRIMARY KEY (team, group_key);
