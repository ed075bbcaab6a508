-- What a paper was drawn for. Until now every one was of a whole course.
ALTER TABLE attempt
  ADD COLUMN kind text NOT NULL DEFAULT 'course',
  ADD COLUMN module text;
ALTER TABLE attempt ALTER COLUMN kind DROP DEFAULT;

ALTER TABLE completion ADD COLUMN kind text NOT NULL DEFAULT 'course';
ALTER TABLE completion ALTER COLUMN kind DROP DEFAULT;

-- Since when the minor version is in force, and since when there is the course at all. Of what is in force already nobody
-- knows either. Minor versions asked nothing of anybody before, so the time to catch up with one begins today; the major
-- version is the latest that the course can have begun with.
ALTER TABLE course_in_force
  ADD COLUMN minor_since timestamptz(3),
  ADD COLUMN first_since timestamptz(3);
UPDATE course_in_force SET minor_since = now(), first_since = major_since;
ALTER TABLE course_in_force
  ALTER COLUMN minor_since SET NOT NULL,
  ALTER COLUMN first_since SET NOT NULL;
