"""data: text files → located values.

In: bytes that anybody may have written. Out: frozen trees in which every scalar is the string that was typed and knows
its file, line and column. Never true afterwards: that a value was guessed (`1:30`, `010`, `no` stay as typed), that a
key stands twice, or that reading raised anything but `ProblemsFound`.
"""
