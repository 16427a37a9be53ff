"""Campaigns: the global action, its words, phases, safety and people."""
