CREATE INDEX m_who ON m (who, id);
