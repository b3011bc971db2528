CREATE TABLE history_items (id INTEGER PRIMARY KEY, url TEXT);
CREATE TABLE history_visits (id INTEGER PRIMARY KEY, history_item INTEGER, visit_time REAL, title TEXT);
INSERT INTO history_items VALUES (1, 'https://bank.example.org/secret'), (2, 'https://music.apple.com/de/album/salt/1');
INSERT INTO history_visits VALUES (1, 1, 704692800.5, 'Secret'), (2, 2, 704692900.25, '‎Salt by The Pier Band on Apple Music');
