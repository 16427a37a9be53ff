"""What tests stand on: engines, servers, browsers, and the inspection of pages."""
