CREATE TABLE urls (id INTEGER PRIMARY KEY, url TEXT, title TEXT, visit_count INTEGER);
CREATE TABLE visits (id INTEGER PRIMARY KEY, url INTEGER, visit_time INTEGER);
CREATE TABLE keyword_search_terms (keyword_id INTEGER, url_id INTEGER, term TEXT);
INSERT INTO keyword_search_terms VALUES (1, 1, 'a secret wish');
INSERT INTO urls VALUES (1, 'https://bank.example.org/secret', 'Secret account', 1),
 (2, 'https://open.spotify.com/track/2up3OPMp9Tb4dAKM2erWXQ?si=secret', 'Low Tide - song and lyrics by The Pier Band | Spotify', 3),
 (3, 'https://open.spotify.com/artist/2up3OPMp9Tb4dAKM2erWXQ', 'The Pier Band | Spotify', 1),
 (4, 'https://soundcloud.com/nightgarden/moths', 'Stream Moths by Night Garden | Listen online for free on SoundCloud', 1);
INSERT INTO visits VALUES (1, 1, 13327473600000000), (2, 2, 13327473700000000), (3, 2, 13327473760000000), (4, 2, 13327563600000000), (5, 3, 13327473800000000), (6, 4, 13327473900000000), (7, 4, 0);
