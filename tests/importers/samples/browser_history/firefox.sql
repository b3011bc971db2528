CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url TEXT, title TEXT);
CREATE TABLE moz_historyvisits (id INTEGER PRIMARY KEY, place_id INTEGER, visit_date INTEGER);
CREATE TABLE moz_inputhistory (place_id INTEGER, input TEXT);
INSERT INTO moz_inputhistory VALUES (1, 'secret');
INSERT INTO moz_places VALUES (1, 'https://bank.example.org/secret', NULL), (2, 'https://nightgarden.bandcamp.com/track/moths', 'Moths | Night Garden');
INSERT INTO moz_historyvisits VALUES (1, 1, 1683000000000000), (2, 2, 1683000100000000), (3, 2, 1684000100000);
