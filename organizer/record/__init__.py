"""The shared campaign record: frozen values, the projector, the loader, the version."""
