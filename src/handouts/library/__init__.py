"""library: located values → what a coach names, with every id resolved.

In: trees of `handouts.data`. Out: the frozen values of `model`. Never true afterwards: that a value was typed wrongly,
an id is unknown, a link leads nowhere printable, or that a later stage must look at a file again.
"""
