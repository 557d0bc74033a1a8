-- The indexes of archive.sqlite, built when the rows are there.

CREATE INDEX letters_by_date ON letters (date);
CREATE INDEX signatures_by_person ON signatures (person);
CREATE INDEX signatures_by_organization ON signatures (organization) WHERE organization IS NOT NULL;
CREATE INDEX signatures_by_office ON signatures (office);
CREATE INDEX recipients_by_person ON recipients (person) WHERE person IS NOT NULL;
CREATE INDEX recipients_by_organization ON recipients (organization) WHERE organization IS NOT NULL;
CREATE INDEX recipients_by_office ON recipients (office) WHERE office IS NOT NULL;
CREATE INDEX letter_topics_by_topic ON letter_topics (topic);
CREATE INDEX follows_by_follows ON follows (follows);
CREATE INDEX holdings_by_office ON holdings (office);
