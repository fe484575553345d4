"""The verbs of a build, one file each: load, resolve, plan, render, check, write."""
