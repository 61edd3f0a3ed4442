"""Bytes to files: safe names, whole files or none, and a manifest of what a folder holds.

In: finished documents. Out: files in the folder that the user named. Never true afterwards: that anything was written
outside of it, or that what stands in it is half a file.
"""
