/// Conversations that the operator put out of the inbox.
///
/// `archived` is the instant of the last entry at that moment, null in the inbox. What comes in brings its conversation
/// back: anything unread, and anything later than what was there. Older messages that are fetched do not.
enum ArchivedConversations {
  static let schema = """
    ALTER TABLE conversation ADD COLUMN archived INTEGER;
    DROP INDEX conversation_by_time;
    CREATE INDEX conversation_by_time ON conversation (last_at, key) WHERE archived IS NULL;
    CREATE INDEX conversation_archived ON conversation (last_at, key) WHERE archived IS NOT NULL;
    INSERT INTO counter VALUES ('archived', 0);
    CREATE TRIGGER conversation_archived_counted AFTER UPDATE OF archived ON conversation
      WHEN (old.archived IS NULL) <> (new.archived IS NULL) BEGIN
      UPDATE counter SET value = value + iif(new.archived IS NULL, -1, 1) WHERE name = 'archived';
    END;
    CREATE TRIGGER conversation_archived_deleted AFTER DELETE ON conversation WHEN old.archived IS NOT NULL BEGIN
      UPDATE counter SET value = value - 1 WHERE name = 'archived';
    END;
    CREATE TRIGGER message_brought_back AFTER INSERT ON message WHEN new.stream IN (1, 2) BEGIN
      UPDATE conversation SET archived = NULL
        WHERE peer = new.peer AND archived IS NOT NULL AND (new.unread = 1 OR new.at > archived);
    END;
    CREATE TRIGGER message_unread_brought_back AFTER UPDATE OF unread, peer ON message WHEN new.unread = 1 BEGIN
      UPDATE conversation SET archived = NULL WHERE peer = new.peer AND archived IS NOT NULL;
    END;
    """
}
