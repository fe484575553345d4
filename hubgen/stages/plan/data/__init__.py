"""The figures of datasets as pages show them: in tables, in drawings, in words."""
