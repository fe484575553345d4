"""Files for programs: feeds, calendars, exports, sitemap, redirects."""
