CREATE TABLE session_history (id INTEGER PRIMARY KEY AUTOINCREMENT, reference_id INTEGER, started INTEGER, stopped INTEGER, rating_key INTEGER, user_id INTEGER, user TEXT, ip_address TEXT, paused_counter INTEGER DEFAULT 0, player TEXT, product TEXT, platform TEXT, machine_id TEXT, media_type TEXT, view_offset INTEGER DEFAULT 0);
CREATE TABLE session_history_metadata (id INTEGER PRIMARY KEY, rating_key INTEGER, parent_rating_key INTEGER, grandparent_rating_key INTEGER, title TEXT, parent_title TEXT, grandparent_title TEXT, original_title TEXT, full_title TEXT, media_index INTEGER, parent_media_index INTEGER, year INTEGER, media_type TEXT, guid TEXT, duration INTEGER DEFAULT 0);
CREATE TABLE users (id INTEGER PRIMARY KEY, user_id INTEGER, username TEXT, email TEXT, user_token TEXT, server_token TEXT);
INSERT INTO users VALUES (1, 7, 'ada', 'secret@example.org', 'secrettoken', 'secrettoken');
INSERT INTO session_history VALUES
 (1, 1, 1725223540, 1725227140, 11, 7, 'ada', '10.9.8.7', 600, 'secret tv', 'Plex', 'tvOS', 'secret', 'movie', 0),
 (2, 2, 1725313540, 1725316240, 12, 8, 'bo', '10.9.8.7', 0, 'secret tv', 'Plex', 'tvOS', 'secret', 'episode', 0),
 (3, 3, 1725413540, 0, 13, 7, 'ada', '10.9.8.7', 0, 'secret tv', 'Plex', 'tvOS', 'secret', 'track', 0),
 (4, 4, 1725513540, 1725513640, 14, 7, 'ada', '10.9.8.7', 0, 'secret tv', 'Plex', 'tvOS', 'secret', 'clip', 0);
INSERT INTO session_history_metadata VALUES
 (1, 11, NULL, NULL, 'Salt', '', '', 'Sal', 'Salt', NULL, NULL, 2019, 'movie', 'plex://movie/1', 6000000),
 (2, 12, 21, 31, 'Low Tide', 'Season 1', 'Harbour Lights', '', 'Harbour Lights - Low Tide', 2, 1, 2020, 'episode', 'plex://episode/1', 2700000),
 (3, 13, 22, 32, 'Pier', 'Boards', 'The Pier Band', '', 'The Pier Band - Pier', 3, 1, 2018, 'track', 'plex://track/1', 200000),
 (4, 14, NULL, NULL, 'A trailer', '', '', '', 'A trailer', NULL, NULL, 2020, 'clip', 'x', 100000);
