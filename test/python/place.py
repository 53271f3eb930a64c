"""Where the Python of the image lies; imported first by every test here."""

import sys
from pathlib import Path

TEST = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TEST.parent / "docker"))
