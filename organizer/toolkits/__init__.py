"""What hosts get besides their event: checklists, chants, press, rights cards; by country, in languages."""
