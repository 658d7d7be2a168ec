-- Start of the storm whose summary stands for the alert, which then has no message of its own.
ALTER TABLE pasteur.alerts ADD COLUMN storm_since timestamptz;
