# Sourced by the scripts beside it: makes "$here/.venv" with the first Python that is new enough, and sets $venv.
# $PYTHON names another interpreter, $RECOUPE_VENV another place.
venv=${RECOUPE_VENV:-$here/.venv}
if [ ! -x "$venv/bin/python" ]; then
    for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            "$python" -m venv "$venv"
            break
        fi
    done
    [ -x "$venv/bin/python" ] || { echo "recoupe needs Python 3.11 or later (set PYTHON to name it)" >&2; exit 1; }
fi
