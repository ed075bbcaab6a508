-- Who was trained before their first access, from the entries of an exported log and nothing else: written from what R-03
-- says of itself, for an organisation whose base permission is none, where one course is all that is asked for, and without
-- teams below teams, waivers and owners. Reads entry(body), one entry each; answers rows of first_access.
CREATE VIEW told AS SELECT body ->> '$.seq' AS seq, body ->> '$.type' AS type, body ->> '$.occurred_at' AS at,
  body ->> '$.subject' AS person, body FROM entry;

CREATE VIEW seat AS
  SELECT person, at, seq, body ->> '$.access.present' AS present, body ->> '$.access.kind' AS kind FROM told
  WHERE type = 'access.observed' AND body ->> '$.access.kind' IN ('team-member', 'collaborator');

-- In how many seats somebody is after each observation: access begins with the first and ends with the last.
CREATE VIEW life AS
  SELECT person, at, seq, present, sum(CASE WHEN present THEN 1 ELSE -1 END) OVER (PARTITION BY person ORDER BY at, seq) AS seats
  FROM seat;

CREATE VIEW baseline AS
  SELECT DISTINCT each.value ->> '$.subject' AS person FROM told, json_each(told.body, '$.observations') AS each
  WHERE told.type = 'access.snapshot' AND each.value ->> '$.kind' IN ('team-member', 'collaborator', 'member');

CREATE VIEW begun AS
  SELECT person, min(at) AS first_at FROM life WHERE present AND seats = 1 GROUP BY person;
CREATE VIEW trained AS
  SELECT person, min(at) AS trained_at FROM told WHERE type = 'attestation.signed' GROUP BY person;

CREATE VIEW opened AS
  SELECT person, body ->> '$.hold_id' AS hold, at AS hold_at FROM told
  WHERE type = 'hold.opened' AND body ->> '$.cause' IN ('new', 'asked');

-- What the app took because it was new.
CREATE VIEW taken AS
  SELECT told.person, hold_at, told.at AS taken_at FROM told JOIN opened ON hold = body ->> '$.hold_id'
  WHERE type = 'access.revoked' AND body ->> '$.cause' IN ('new', 'asked');

CREATE VIEW judged AS
  SELECT begun.person,
    CASE
      WHEN trained_at <= first_at THEN 'PASS'
      WHEN gone_at <= coalesce(trained_at, '9999') AND EXISTS (
        SELECT 1 FROM taken WHERE taken.person = begun.person AND hold_at <= gone_at AND gone_at <= taken_at
      ) THEN 'WITHDRAWN'
      ELSE 'FAIL'
    END AS result,
    first_at,
    trained_at,
    gone_at
  FROM begun
  LEFT JOIN trained USING (person)
  LEFT JOIN (
    SELECT life.person, min(life.at) AS gone_at FROM life JOIN begun USING (person)
    WHERE NOT life.present AND life.seats = 0 AND life.at >= begun.first_at GROUP BY life.person
  ) AS gone USING (person)
  WHERE begun.person NOT IN (SELECT person FROM baseline);

CREATE VIEW first_access AS
  SELECT person, result, first_at, trained_at, CASE WHEN result = 'WITHDRAWN' THEN gone_at END AS withdrawn_at
  FROM judged;
