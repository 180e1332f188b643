"""Contents in files: sealed and sent to everybody before a run, opened afterwards where the run gave the key away.

own looks at a person's files and seals them; transfer swaps announcements and ciphertexts; received keeps what arrives
and opens it. Everything is streamed: memory does not grow with the files.

What others see before the run, whatever opens: how many files a person has sealed for which item, and their sizes,
rounded up by at most 12 % (docs/decisions/0008-files.md).
"""

from __future__ import annotations
