-- Workspaces that have installed Pasteur, where it is open to more than one. Tokens are sealed with a key that is not here.
CREATE TABLE pasteur.installations (
  -- Of the workspace, or of the organization that installed it for all of its workspaces.
  id text PRIMARY KEY,
  sealed text NOT NULL,
  installed_at timestamptz NOT NULL DEFAULT now()
);

-- Channels that something is kept about, so that it can be deleted with the installation.
CREATE TABLE pasteur.team_channels (
  team text NOT NULL,
  channel text NOT NULL,
  PRIMARY KEY (team, channel)
);

ALTER TABLE pasteur.pastes ADD COLUMN team text;
CREATE INDEX pastes_team ON pasteur.pastes (team) WHERE team IS NOT NULL;
