CREATE TABLE files (idFile INTEGER PRIMARY KEY, idPath INTEGER, strFilename TEXT, playCount INTEGER, lastPlayed TEXT, dateAdded TEXT);
CREATE TABLE movie (idMovie INTEGER PRIMARY KEY, idFile INTEGER, c00 TEXT, c07 TEXT, userrating INTEGER, premiered TEXT);
CREATE TABLE tvshow (idShow INTEGER PRIMARY KEY, c00 TEXT);
CREATE TABLE episode (idEpisode INTEGER PRIMARY KEY, idFile INTEGER, c00 TEXT, c12 TEXT, c13 TEXT, idShow INTEGER, userrating INTEGER);
CREATE TABLE musicvideo (idMVideo INTEGER PRIMARY KEY, idFile INTEGER, c00 TEXT, c10 TEXT);
CREATE TABLE uniqueid (uniqueid_id INTEGER PRIMARY KEY, media_id INTEGER, media_type TEXT, value TEXT, type TEXT);
CREATE TABLE path (idPath INTEGER PRIMARY KEY, strPath TEXT);
INSERT INTO path VALUES (1, 'smb://secretuser:secret@nas/films/');
INSERT INTO files VALUES (1, 1, 'secret1.mkv', 2, '2023-05-02 20:00:00', '2023-01-01 10:00:00'), (2, 1, 'secret2.mkv', NULL, NULL, '2023-01-01 10:00:00'),
 (3, 1, 'secret3.mkv', 1, '2023-05-03 20:00:00', NULL), (4, 1, 'secret4.mkv', 1, NULL, NULL), (5, 1, 'plugin://secret', 1, '2023-05-03 20:00:00', NULL), (6, 1, 'secret6.mkv', 1, 'never', NULL);
INSERT INTO movie VALUES (1, 1, 'Harbour', '', 8, '1999-03-31'), (2, 2, 'Salt', '', NULL, '2001-01-01'), (3, 6, 'Ash', '', NULL, '');
INSERT INTO tvshow VALUES (1, 'The Long Field');
INSERT INTO episode VALUES (1, 3, 'Pilot', '1', '2', 1, NULL);
INSERT INTO musicvideo VALUES (1, 4, 'Moths', 'Night Garden / Ada');
INSERT INTO uniqueid VALUES (1, 1, 'movie', 'tt0133093', 'imdb'), (2, 1, 'movie', '603', 'tmdb');
