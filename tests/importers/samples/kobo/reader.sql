CREATE TABLE content (ContentID TEXT NOT NULL, ContentType TEXT NOT NULL, Title TEXT, Attribution TEXT, DateLastRead TEXT, ReadStatus INTEGER, ___PercentRead INTEGER, Language TEXT, Accessibility INTEGER, IsDownloaded BIT, ISBN TEXT, Series TEXT, SeriesNumber TEXT, TimeSpentReading INTEGER, DateAdded TEXT, ___UserID TEXT, PRIMARY KEY (ContentID));
CREATE TABLE volume_shortcovers (volumeId TEXT, shortcoverId TEXT, VolumeIndex INTEGER);
CREATE TABLE Bookmark (BookmarkID TEXT, VolumeID TEXT, Text TEXT);
CREATE TABLE ratings (ContentID TEXT, Rating INTEGER, Review TEXT, DateModified TEXT);
CREATE TABLE user (UserID TEXT, UserKey TEXT, RefreshToken TEXT);
INSERT INTO user VALUES ('secretuser', 'secretkey', 'secrettoken');
INSERT INTO Bookmark VALUES ('1', 'a', 'a secret thought');
INSERT INTO content VALUES
 ('aaaa', '6', 'The Long Field', 'Ada Moor, Ben Reed', '2024-09-01T20:55:40Z', 2, 100, 'en', 1, 'true', '9780306406157', 'Fields', '1', 7200, '2024-08-01T20:55:40Z', 'secretuser'),
 ('file:///mnt/onboard/secretname/Salt.kepub.epub', '6', 'Salt', '夜の庭', '2025-02-04T17:17:15Z', 1, 23, 'ja', -1, 'true', 'calibre:12829', NULL, NULL, 444, NULL, 'secretuser'),
 ('file:///mnt/onboard/secretname/Salt.kepub.epub#1', '9', 'Chapter 1', NULL, NULL, 0, 0, NULL, 1, 'true', NULL, NULL, NULL, 0, NULL, 'secretuser'),
 ('bbbb', '6', 'Paper Moons', 'Unknown', NULL, 0, 0, 'en', 1, 'true', NULL, NULL, NULL, 0, NULL, 'secretuser'),
 ('cccc', '6', 'Bestseller', 'C. Voice', NULL, 0, 0, 'en', -1, 'false', '9780306406157', NULL, NULL, 0, NULL, ''),
 ('dddd', '6', 'Ash', 'C. Voice', NULL, 0, 0, 'en', 6, 'true', NULL, NULL, NULL, 0, NULL, ''),
 ('eeee', '6', 'Odes', 'C. Voice', 'never', 1, 12, 'en', 1, 'true', NULL, NULL, NULL, 0, NULL, ''),
 ('ffff', '6', NULL, NULL, NULL, 0, 0, 'en', 1, 'true', NULL, NULL, NULL, 0, NULL, '');
INSERT INTO ratings VALUES ('aaaa', 4, NULL, '2024-09-02T20:55:40Z');
