"""What templates see: plain, digestible values, made by plan and read by render.

Every class is frozen and holds only text, numbers, tuples and other views, so that a
page is a pure function of its view. Paths are site paths without a leading slash
(`guias/costos.html`); the filter `href` makes them relative to the page. Addresses
with a scheme stay as they are.
"""
