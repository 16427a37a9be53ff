"""Tell me when something happens near me; and where people wait in vain."""
