CREATE TABLE PlaybackActivity (DateCreated DATETIME NOT NULL, UserId TEXT, ItemId TEXT, ItemType TEXT, ItemName TEXT, PlaybackMethod TEXT, ClientName TEXT, DeviceName TEXT, PlayDuration INT);
CREATE TABLE UserList (UserId TEXT);
INSERT INTO PlaybackActivity VALUES
 ('2024-09-01 20:45:40.1234567', '11111111111111111111111111111111', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'Movie', 'Salt', 'DirectPlay', 'Web', 'secret tv', 5400),
 ('2024-09-02 20:45:40.1234567', '22222222222222222222222222222222', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 'Episode', 'Harbour Lights - s01e02 - Low Tide', 'DirectPlay', 'Web', 'secret tv', 2700),
 ('never', '22222222222222222222222222222222', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 'Episode', 'Harbour Lights - s01e03 - Ebb', 'DirectPlay', 'Web', 'secret tv', 2700);
