"""Mail as it lies in archives: boxes parted into mails, heads and bodies decoded, and nothing of it trusted."""
