"""Text in, typed value out: one function per value type of the contract (section 5).

A function takes what the author typed and gives the value, or raises ContentProblems
with the place, what was expected and the mend. Lists, maps, references and texts in
several languages are the business of the engine.
"""
