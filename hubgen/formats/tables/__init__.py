"""Tables: spreadsheets read, and tables written as CSV and JSON."""
