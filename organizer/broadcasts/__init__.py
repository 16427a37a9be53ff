"""Words from people to many: hosts to their guests, coordinators to hosts, the campaign to who asked for its news."""
