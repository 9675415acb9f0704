#!/bin/sh
# Finds a Python that can be used and lets it run tools/setup_environment.py with the same arguments.
# A finished .venv is asked first, so that nothing is searched for twice. PYTHON=... chooses another.
set -u
cd "$(dirname "$0")/.." || exit 1

# An interpreter counts only if it really runs: a pyenv shim may stand for a version not there.
new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
makes_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

if [ -f .venv/installed.json ] && new_enough .venv/bin/python; then
    exec .venv/bin/python tools/setup_environment.py "$@"
fi

found=""
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14}; do
    new_enough "$candidate" || continue
    found=${found:-$candidate}
    if makes_venv "$candidate"; then
        found=$candidate
        break
    fi
done

if [ -z "$found" ]; then
    cat >&2 <<'WORDS'

Không tìm thấy Python 3.11 trở lên. Trên Debian 12/Ubuntu 24.04 trở lên, hãy chạy:
No Python 3.11 or later was found. On Debian 12/Ubuntu 24.04 or later, run:

    sudo apt-get install python3 python3-venv

Nếu Python nằm ở chỗ khác / if yours is elsewhere:  make install PYTHON=/path/to/python3.11
WORDS
    exit 1
fi
exec "$found" tools/setup_environment.py "$@"
