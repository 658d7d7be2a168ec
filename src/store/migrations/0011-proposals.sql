-- Pages on their way to a repository: what is to be there, and how far it has come.
CREATE TABLE pasteur.proposals (
  id text PRIMARY KEY,
  -- Workspace that saved it; '' is the only one of a Pasteur that has just one.
  team text NOT NULL DEFAULT '',
  repository text NOT NULL,
  state text NOT NULL,
  body jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX proposals_open ON pasteur.proposals (team, repository) WHERE state NOT IN ('merged', 'withdrawn');
