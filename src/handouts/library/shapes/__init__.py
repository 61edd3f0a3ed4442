"""The shapes of our files, as pydantic models: what keys there are, and what a value of each looks like.

In: trees without places. Out: checked values, or errors that `resolve` puts into our words. Never true afterwards: that
an unknown key was passed over. The JSON Schemas for editors are made from the same models.
"""
