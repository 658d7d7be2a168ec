-- Where an alert's card is, when its thread hangs on a post of another app: a message in that thread.
ALTER TABLE pasteur.alerts ADD COLUMN card_ts text;

-- Further identities of an alert: the same one, as other roads name it.
CREATE TABLE pasteur.alert_aliases (
  source text NOT NULL,
  fingerprint text NOT NULL,
  alert_id uuid NOT NULL REFERENCES pasteur.alerts (id) ON DELETE CASCADE,
  PRIMARY KEY (source, fingerprint, alert_id)
);
CREATE INDEX alert_aliases_alert ON pasteur.alert_aliases (alert_id);
