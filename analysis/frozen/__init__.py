"""The frozen public set: the only figures that leave for the public, and what was hidden in it."""
